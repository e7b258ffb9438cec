//! XMP packets that are made to exhaust their reader (ISO 16684-1).

/// Elements inside each other beyond which no packet of an honest writer goes.
const DEEP: usize = 200;

/// What makes a packet hostile, a short stable word: elements nested without end ("nesting"), or list items outside any list ("list").
pub(crate) fn hostile(packet: &[u8]) -> Option<&'static str> {
    // For each open element, whether it is a list.
    let mut open: Vec<bool> = Vec::new();
    let mut stray = 0;
    let mut rest = packet;
    while let Some(start) = rest.iter().position(|&byte| byte == b'<') {
        let tag = rest.get(start + 1..).unwrap_or_default();
        let end = tag.iter().position(|&byte| byte == b'>').unwrap_or(tag.len());
        let inside = tag.get(..end).unwrap_or_default();
        match inside.first() {
            Some(b'/') => drop(open.pop()),
            Some(b'?' | b'!') | None => {}
            Some(_) => {
                let name = inside.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').next().unwrap_or_default();
                stray += usize::from(name == b"rdf:li" && open.last() == Some(&false));
                if !inside.ends_with(b"/") {
                    open.push(matches!(name, b"rdf:Bag" | b"rdf:Seq" | b"rdf:Alt"));
                }
            }
        }
        if open.len() > DEEP {
            return Some("nesting");
        }
        rest = tag.get(end..).unwrap_or_default();
    }
    (stray > 0).then_some("list")
}

#[cfg(test)]
mod tests {
    use super::hostile;

    #[test]
    fn only_packets_against_their_model_are_hostile() {
        let bag = "<rdf:Bag><rdf:li>a</rdf:li><rdf:li b=\"c\"/></rdf:Bag>";
        assert_eq!(hostile(format!("<?xpacket?><rdf:RDF><dc:subject>{bag}</dc:subject></rdf:RDF><!-- x -->").as_bytes()), None);
        assert_eq!(hostile(b"<rdf:Description><rdf:li a=\"b\"/></rdf:Description>"), Some("list"));
        assert_eq!(hostile("<a>".repeat(201).as_bytes()), Some("nesting"));
        assert_eq!(hostile("<a></a>".repeat(1000).as_bytes()), None);
        assert_eq!(hostile(b"no packet < at all"), None);
    }
}

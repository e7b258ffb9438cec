//! A browser without scripts: cookies, forms, and what a page says.

use ureq::http::Response;
use ureq::{Agent, Body};

/// Somebody's browser.
pub(crate) struct Browser {
    agent: Agent,
    address: String,
    pub(crate) cookie: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) text: String,
    pub(crate) policy: String,
}

impl Answer {
    /// The value of the first hidden field of a name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let begin = format!("name=\"{name}\" value=\"");
        let (_, after) = self.text.split_once(&begin).unwrap_or_else(|| panic!("no {name} in {}", self.text));
        after.split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub(crate) fn new(address: &str) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Self { agent, address: address.to_owned(), cookie: String::new() }
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        let request = self.agent.get(format!("{}{path}", self.address)).header("Cookie", &self.cookie);
        let answer = request.call().unwrap();
        self.read(answer)
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, fields, "same-origin")
    }

    /// Sends a form, as a page of that site would.
    pub(crate) fn post_from(&mut self, path: &str, fields: &[(&str, &str)], site: &str) -> Answer {
        let request = self.agent.post(format!("{}{path}", self.address)).header("Cookie", &self.cookie).header("Sec-Fetch-Site", site);
        let answer = request.send_form(fields.iter().copied()).unwrap();
        self.read(answer)
    }

    /// Does the next thing to a ticket, with the key and the version of its page.
    pub(crate) fn act(&mut self, ticket: &str, verb: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(ticket);
        assert_eq!(page.status, 200, "{}", page.text);
        let (key, seen) = (format!("{}-{verb}", page.hidden("key")), page.text.contains("name=\"seen\"").then(|| page.hidden("seen")));
        let mut all = vec![("verb", verb), ("key", key.as_str())];
        all.extend(seen.as_deref().map(|seen| ("seen", seen)));
        all.extend_from_slice(fields);
        self.post(ticket, &all)
    }

    /// The same, which must be done.
    #[track_caller]
    pub(crate) fn does(&mut self, ticket: &str, verb: &str, fields: &[(&str, &str)]) {
        let answer = self.act(ticket, verb, fields);
        assert_eq!((answer.status, answer.location.as_str()), (303, ticket), "{verb}: {}", answer.text);
    }

    fn read(&mut self, mut answer: Response<Body>) -> Answer {
        let text = |answer: &Response<Body>, name: &str| {
            answer.headers().get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned())
        };
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            if pair.starts_with("__Host-etabli=") {
                pair.clone_into(&mut self.cookie);
            }
        }
        Answer {
            status: answer.status().as_u16(),
            location: text(&answer, "location"),
            policy: text(&answer, "content-security-policy"),
            text: String::from_utf8_lossy(&answer.body_mut().read_to_vec().unwrap()).into_owned(),
        }
    }
}

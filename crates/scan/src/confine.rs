//! What the reader may do: read below its roots, and nothing else.

use std::path::PathBuf;

use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus, path_beneath_rules};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

/// Which walls stand around the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confinement {
    /// The kernel keeps it from every file but those below its roots, and from writing at all.
    pub files: bool,
    /// The kernel refuses it sockets and other programs.
    pub calls: bool,
    /// Its address space is bounded.
    pub memory: bool,
}

/// Closes the doors, before any thread starts. A wall that the kernel does not know is left out; a separate process remains.
pub(crate) fn confine(roots: &[PathBuf], memory: u64) -> Confinement {
    let memory = rlimit::setrlimit(rlimit::Resource::AS, memory, memory).is_ok();
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    Confinement { files: confine_files(roots).unwrap_or(false), calls: confine_calls().is_some(), memory }
}

/// Tries the walls in this process, to tell what they would be: for `doctor`, in a child of its own.
pub fn probe(roots: &[PathBuf]) -> Confinement {
    confine(roots, 1 << 36)
}

fn confine_files(roots: &[PathBuf]) -> Result<bool, landlock::RulesetError> {
    let abi = ABI::V3;
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(roots, AccessFs::from_read(abi)))?
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// Calls that a reader never makes: sockets, other programs, other processes.
const REFUSED: &[libc::c_long] = &[
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_kill,
    libc::SYS_mount,
    libc::SYS_open_by_handle_at,
];

fn confine_calls() -> Option<()> {
    let rules = REFUSED.iter().map(|&call| (call, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, std::env::consts::ARCH.try_into().ok()?).ok()?;
    let program: BpfProgram = filter.try_into().ok()?;
    seccompiler::apply_filter(&program).ok()
}

//! What the reader may do: read below its roots, and nothing else.

use std::path::PathBuf;

use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus, path_beneath_rules};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

/// Which walls stand around the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confinement {
    /// The kernel keeps it from opening any file but those below its roots, and from writing, making, renaming or removing any.
    pub files: bool,
    /// The kernel refuses it sockets, other programs, signals to others, and changes of modes, owners, times and attributes.
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
    // The next one also watches `truncate`; then each opening of a file walks up to the root of the file system to see whether
    // that is allowed. The call itself is refused below.
    let abi = ABI::V2;
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(roots, AccessFs::from_read(abi)))?
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// Calls that a reader never makes: sockets, rings that would make calls for it, other programs, signals to others, changes of
/// files. `tgkill` is not among them: a process aborts itself with it.
const REFUSED: &[libc::c_long] = &[
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_kill,
    libc::SYS_pidfd_send_signal,
    libc::SYS_pidfd_getfd,
    libc::SYS_mount,
    libc::SYS_open_by_handle_at,
    libc::SYS_truncate,
    libc::SYS_ftruncate,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    libc::SYS_unlinkat,
    libc::SYS_renameat,
    libc::SYS_renameat2,
];

/// The same in the older words that only this architecture keeps.
#[cfg(target_arch = "x86_64")]
const REFUSED_OLD: &[libc::c_long] = &[
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_unlink,
    libc::SYS_rmdir,
    libc::SYS_rename,
];
#[cfg(not(target_arch = "x86_64"))]
const REFUSED_OLD: &[libc::c_long] = &[];

fn confine_calls() -> Option<()> {
    let rules = REFUSED.iter().chain(REFUSED_OLD).map(|&call| (call, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, std::env::consts::ARCH.try_into().ok()?).ok()?;
    let program: BpfProgram = filter.try_into().ok()?;
    seccompiler::apply_filter(&program).ok()
}

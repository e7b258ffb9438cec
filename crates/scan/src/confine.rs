//! What the reader may do: read below its roots, and nothing else.

use std::path::PathBuf;

use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus, path_beneath_rules};
use seccompiler::{BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule};

/// Which walls stand around the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confinement {
    /// The kernel keeps it from opening any file but those below its roots, and from writing, making, renaming or removing any.
    pub files: bool,
    /// The kernel refuses it sockets, other programs, signals to others, opening to write, and changes of names, modes, owners, times
    /// and attributes.
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

/// Calls that a reader never makes: sockets, rings that would make calls for it, other programs, signals to others, other mounts
/// and namespaces, changes of files and of the machine.
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
    libc::SYS_process_madvise,
    libc::SYS_kcmp,
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_send_signal,
    libc::SYS_pidfd_getfd,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fspick,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_memfd_create,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_open_by_handle_at,
    libc::SYS_openat2,
    libc::SYS_truncate,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchmodat2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    libc::SYS_mkdirat,
    libc::SYS_mknodat,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_unlinkat,
    libc::SYS_renameat,
    libc::SYS_renameat2,
];

/// The same in the older words that only this architecture keeps.
#[cfg(target_arch = "x86_64")]
const REFUSED_OLD: &[libc::c_long] = &[
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_creat,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_mkdir,
    libc::SYS_mknod,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_unlink,
    libc::SYS_rmdir,
    libc::SYS_rename,
];
#[cfg(not(target_arch = "x86_64"))]
const REFUSED_OLD: &[libc::c_long] = &[];

/// A call with the rules of which one must hold for it to be refused; none means always.
type Ruled = (libc::c_long, Vec<SeccompRule>);

/// Calls that are refused for some of what they are given: a process signals itself to abort, and opens files to read them.
fn refused_in_part() -> Result<Vec<Ruled>, BackendError> {
    let other = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, std::process::id().into())?;
    Ok(vec![
        (libc::SYS_tgkill, vec![SeccompRule::new(vec![other])?]),
        (libc::SYS_openat, to_write(2)?),
        #[cfg(target_arch = "x86_64")]
        (libc::SYS_open, to_write(1)?),
    ])
}

/// Flags of an opening, in the argument of that number, that are for writing or making.
fn to_write(argument: u8) -> Result<Vec<SeccompRule>, BackendError> {
    let flags = [(libc::O_ACCMODE, libc::O_WRONLY), (libc::O_ACCMODE, libc::O_RDWR), (libc::O_CREAT, libc::O_CREAT)];
    let rule = |(mask, set): (libc::c_int, libc::c_int)| {
        let op = SeccompCmpOp::MaskedEq(mask as u64);
        SeccompRule::new(vec![SeccompCondition::new(argument, SeccompCmpArgLen::Dword, op, set as u64)?])
    };
    flags.into_iter().map(rule).collect()
}

fn confine_calls() -> Option<()> {
    let whole = REFUSED.iter().chain(REFUSED_OLD).map(|&call| (call, Vec::new()));
    let rules = whole.chain(refused_in_part().ok()?).collect();
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, std::env::consts::ARCH.try_into().ok()?).ok()?;
    let program: BpfProgram = filter.try_into().ok()?;
    seccompiler::apply_filter(&program).ok()
}

//! Who may do what: the one place that decides. A role, an action, and how the person stands to the thing.

use serde::{Deserialize, Serialize};

/// What a person is at the studio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Makes the pictures, and reports.
    Artist,
    /// Technical director.
    Td,
    /// Leads the technical directors.
    Lead,
    /// Supervises a department.
    Supervisor,
    /// Runs the schedule.
    Production,
    /// Writes the studio's software.
    Rd,
    /// Runs its machines.
    It,
    /// Sets the desk up.
    Admin,
    /// Is being assessed.
    Candidate,
    /// Assesses.
    Juror,
    /// Organises assessments.
    Organiser,
}

/// How a person stands to a ticket or a production.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// They reported it.
    Own,
    /// They work on its production.
    Member,
    /// They do not.
    Outside,
    /// Its production is sealed, whoever they are.
    Sealed,
}

/// Something that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// File a report.
    Report,
    /// See a ticket.
    View,
    /// See what the team says among itself, figures and codes.
    ViewInside,
    /// See the queue of a production.
    ViewQueue,
    /// Write to the other side.
    Talk,
    /// Write to the team.
    Note,
    /// Say that it happens to oneself too.
    MeToo,
    /// Take a ticket.
    Take,
    /// Say it in other words.
    Reformulate,
    /// Confirm those words.
    Confirm,
    /// Go on without the requester's confirmation.
    Override,
    /// Say the cause.
    Diagnose,
    /// Propose a way out.
    Propose,
    /// Choose one.
    Decide,
    /// Tell the requester what and when.
    Tell,
    /// Answer what was told.
    Answer,
    /// Give it a place in the schedule.
    Plan,
    /// Hand the fix over.
    Deliver,
    /// Try it in use.
    Try,
    /// Write the notice.
    Write,
    /// File the notice of another.
    File,
    /// Let it wait, or go on.
    Wait,
    /// Close a question on one screen.
    Quick,
    /// See notices.
    ViewNotices,
    /// Declare folders and members of a production.
    Configure,
    /// Add people, make links and tokens.
    ManagePeople,
    /// See what a person has shown they can do.
    ViewPortfolio,
}

/// Every action, for who draws the whole table.
pub const ACTIONS: [Action; 27] = [
    Action::Report,
    Action::View,
    Action::ViewInside,
    Action::ViewQueue,
    Action::Talk,
    Action::Note,
    Action::MeToo,
    Action::Take,
    Action::Reformulate,
    Action::Confirm,
    Action::Override,
    Action::Diagnose,
    Action::Propose,
    Action::Decide,
    Action::Tell,
    Action::Answer,
    Action::Plan,
    Action::Deliver,
    Action::Try,
    Action::Write,
    Action::File,
    Action::Wait,
    Action::Quick,
    Action::ViewNotices,
    Action::Configure,
    Action::ManagePeople,
    Action::ViewPortfolio,
];

/// Every role.
pub const ROLES: [Role; 11] = [
    Role::Artist,
    Role::Td,
    Role::Lead,
    Role::Supervisor,
    Role::Production,
    Role::Rd,
    Role::It,
    Role::Admin,
    Role::Candidate,
    Role::Juror,
    Role::Organiser,
];

impl Role {
    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Artist => "artist",
            Self::Td => "td",
            Self::Lead => "lead",
            Self::Supervisor => "supervisor",
            Self::Production => "production",
            Self::Rd => "rd",
            Self::It => "it",
            Self::Admin => "admin",
            Self::Candidate => "candidate",
            Self::Juror => "juror",
            Self::Organiser => "organiser",
        }
    }

    /// The role of a name.
    pub fn of(name: &str) -> Option<Self> {
        ROLES.into_iter().find(|role| role.name() == name)
    }

    /// Whether they work on tickets of others.
    pub fn is_technical(self) -> bool {
        matches!(self, Self::Td | Self::Lead | Self::Rd)
    }

    /// Whether they make or judge pictures: whose trial of a fix counts.
    pub fn makes_pictures(self) -> bool {
        matches!(self, Self::Artist | Self::Supervisor)
    }
}

/// Whether a role may do an action to what it stands in this relation to.
pub fn may(role: Role, action: Action, relation: Relation) -> bool {
    match relation {
        // Who sets the desk up declares folders and people; they read nobody's tickets for that.
        Relation::Outside => role == Role::Admin && matches!(action, Action::Configure | Action::ManagePeople),
        Relation::Sealed => role == Role::Admin && action == Action::Configure,
        Relation::Own => inside(role, action) || owns(action),
        Relation::Member => inside(role, action),
    }
}

/// What whoever reported a ticket may do to it, whatever their role.
fn owns(action: Action) -> bool {
    matches!(action, Action::View | Action::Talk | Action::Confirm | Action::Answer | Action::Try)
}

/// What a role may do on a production where it works.
fn inside(role: Role, action: Action) -> bool {
    use Action as A;
    let everybody = matches!(action, A::Report | A::View | A::MeToo | A::ViewNotices);
    let works = matches!(
        action,
        A::ViewInside
            | A::ViewQueue
            | A::Talk
            | A::Note
            | A::Take
            | A::Reformulate
            | A::Diagnose
            | A::Propose
            | A::Tell
            | A::Deliver
            | A::Write
            | A::Wait
    );
    match role {
        Role::Lead => {
            everybody || works || matches!(action, A::Override | A::Decide | A::Plan | A::File | A::Quick | A::ViewPortfolio | A::Configure)
        }
        Role::Td => everybody || works || matches!(action, A::Override | A::Decide | A::Plan | A::File | A::Quick),
        Role::Rd => everybody || works,
        Role::It => everybody || matches!(action, A::ViewInside | A::ViewQueue | A::Talk | A::Note),
        Role::Supervisor => everybody || matches!(action, A::ViewQueue | A::Talk | A::Try | A::Decide),
        Role::Production => everybody || matches!(action, A::ViewQueue | A::Talk | A::Plan),
        Role::Artist => everybody || action == A::Try,
        Role::Admin => everybody || matches!(action, A::Configure | A::ManagePeople),
        // Assessments are rooms of their own: here they see nothing.
        Role::Candidate | Role::Juror | Role::Organiser => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{ACTIONS, Action, ROLES, Relation, Role, may};

    /// Each row is a role, each column an action in the order of [`ACTIONS`]: a letter where it may be done on a production where one works,
    /// a point where not. Whoever changes the table reads it here.
    const TABLE: &str = "
artist     RV....M...........T....N...
td         RVIQTNMTR.ODPDT.PDxWFWQN...
lead       RVIQTNMTR.ODPDT.PDxWFWQNC.V
supervisor RV.QT.M......D....T....N...
production RV.QT.M.........P......N...
rd         RVIQTNMTR..DP.T..DxW.W.N...
it         RVIQTNM................N...
admin      RV....M................NCP.
candidate  ...........................
juror      ...........................
organiser  ...........................";

    #[test]
    fn the_table_of_roles_is_this_one() {
        let rows = TABLE.trim().lines().map(|line| line.split_once(' ').unwrap());
        for (role, (name, cells)) in ROLES.into_iter().zip(rows) {
            assert_eq!(role.name(), name);
            for (action, cell) in ACTIONS.into_iter().zip(cells.trim().chars()) {
                let want = !['.', 'x'].contains(&cell);
                assert_eq!(may(role, action, Relation::Member), want, "{name} {action:?}");
                assert!(!may(role, action, Relation::Own) || want || Action::is_owners(action), "{name} {action:?} on their own");
            }
        }
    }

    impl Action {
        fn is_owners(self) -> bool {
            matches!(self, Self::View | Self::Talk | Self::Confirm | Self::Answer | Self::Try)
        }
    }

    #[test]
    fn walls_hold_for_everybody() {
        for role in ROLES {
            for action in ACTIONS {
                let sets_up = role == Role::Admin && matches!(action, Action::Configure | Action::ManagePeople);
                assert_eq!(may(role, action, Relation::Outside), sets_up, "{role:?} {action:?}");
                assert_eq!(may(role, action, Relation::Sealed), role == Role::Admin && action == Action::Configure, "{role:?} {action:?}");
            }
        }
    }
}

# Words of screens. One line a key, the same keys as desk.fr.ftl.

skip = Skip to content
production = Production:
rooms = Rooms
queue = Queue
report = Report
mine = My reports
notices = Notices
settings = Settings
ticket = Ticket
notice = Notice
portfolio = What this person has shown
search = Search
search-label = Search for a ticket, a shot, a code
search-hint = Ticket, shot, code…  ( / )
search-count = { $n ->
    [0] no tickets
    [one] one ticket
    *[other] { $n } tickets
    }, { $notices ->
    [0] no notices
    [one] one notice
    *[other] { $notices } notices
    }
search-empty = Nothing holds all these words. Try fewer.
sign-out = Sign out
dark = Dark
light = Light
system = As the system
refused-title = This cannot be done
nowhere-title = There is nothing here
nowhere = This address leads nowhere.
nowhere-cure = Start again from the beginning.
back-home = Back to the beginning
sign-in = Sign in
sign-in-hint = With the name and password that the studio gave you.
sign-in-do = Sign in
login = Sign-in name
password = Password
new-password = Choose a password
new-password-hint = Twelve characters at least; a sentence does very well. Leave it empty to keep the one that you have.
link-hint = This link works once.
welcome = Hello { $name }
demo-title = Come in as whom you like
demo-hint = A demonstration: a small production, spoiled on purpose, and tickets at every step. Nothing in it is secret.
role-in = { $role }, { $department }
role-artist = Artist
role-td = TD
role-lead = Lead TD
role-supervisor = Supervisor
role-production = Production
role-rd = R&D
role-it = IT
role-admin = Administrator
role-candidate = Candidate
role-juror = Juror
role-organiser = Organiser
report-title = What is stopping you?
report-hint = A sentence and a path are enough. We read the files ourselves.
sentence = What you see, in one sentence
sentence-hint = Your own words. No need to know the cause.
paths = Where, if you know
paths-hint = A file or a folder, as your system writes it.
blocking = Can you go on?
blocking-blocked = No, I am stopped
blocking-slowed = Yes, but slowly
blocking-question = It is a question
which-production = For which production?
since-more = Say since when
since = Since when
since-hint = This morning, since v012…
report-send = Send the report
report-send-hint = You can close this page then.
no-production = You work on no production.
no-production-cure = Ask your administrator to add you to one.
what-follows = What happens then
follows-read = The files are read at once, where they are.
follows-say = A TD says the problem again; you say whether this is it.
follows-try = Nothing is closed until you have tried it.
nothing-leaves = Nothing leaves the studio.
known-title = This may be known
known-ticket = Ticket { $n }, { $people ->
    [one] one person concerned
    *[other] { $people } people concerned
    }.
me-too = Me too, keep me posted
mine-count = { $n ->
    [0] no reports
    [one] one report
    *[other] { $n } reports
    }
mine-empty = You have reported nothing. Good.
new-report = New report
reported-at = reported { $when }
people-touched = { $n } people concerned
mine-next-reported = We are reading you
mine-next-understood = We are looking for the cause
mine-next-diagnosed = We are choosing a way out
mine-next-decided = You will know what and when
mine-next-planned = We are finding when to do it
mine-next-in-work = Somebody is at it
mine-next-delivered = Yours to try
mine-next-accepted = It works; the lesson is being written
mine-next-closed = It is over
state-reported = reported
state-understood = understood
state-diagnosed = diagnosed
state-decided = decided
state-planned = planned
state-in-work = in work
state-delivered = delivered
state-accepted = accepted
state-closed = closed
waiting-artist = waiting for the artist
waiting-rd = waiting for R&D
waiting-vendor = waiting for the vendor
waiting-farm = waiting for the farm
whom-artist = The artist
whom-rd = R&D
whom-vendor = A vendor
whom-farm = The render farm
queue-count = { $n ->
    [0] no tickets
    [one] one ticket
    *[other] { $n } tickets
    }, { $stopped ->
    [0] nobody stopped
    [one] one person stopped
    *[other] { $stopped } people stopped
    }. The rank comes from impact, urgency and what is ready.
queue-empty = Nothing waits. A good moment to read a notice again.
views = Views
view-all = My queue
view-mine = Taken by me
view-free = To be taken
view-diagnose = To be diagnosed
view-waiting = Waiting for somebody
view-alike = Same fault, several tickets
view-try = To be tried by the artist
view-lesson = Notices to write
ending = Provisional ones that end
pages = Pages
page-before = Page before
page-after = Next page
page-of = Page { $n } of { $all }
closed-lately = Closed lately
why-rank = Why this rank
total = Total
rank-rule = rule of the house
term-impact = Impact
term-alike = Same fault
term-urgency = Urgency
term-ready = Ready
term-age = Wait
why-impact-blocked = { $n ->
    [one] One person stopped.
    *[other] { $n } people stopped.
    }
why-impact-slowed = { $n ->
    [one] One person slowed.
    *[other] { $n } people slowed.
    }
why-impact-question = { $n ->
    [one] A question.
    *[other] A question, { $n } people.
    }
why-alike = { $n ->
    [one] Another ticket has the same fault.
    *[other] { $n } other tickets have the same fault.
    }
why-urgency = { $n ->
    [0] Due today.
    [one] Due tomorrow.
    *[other] Due in { $n } days.
    }
why-ready = By whose turn it is.
why-age = { $n ->
    [one] Has waited an hour.
    *[other] Has waited { $n } hours.
    }
why-nothing = Has just come in.
alike-count = { $n ->
    [one] Another ticket has the same fault.
    *[other] { $n } other tickets have the same fault.
    }
taken-by = Taken by { $name }.
up-to = It is up to { $name }.
do-reformulate = Say the problem again
do-confirm = Confirm the reformulation
do-diagnose = Diagnose
do-propose = Propose a way out
do-decide = Decide
do-tell = Tell what and when
do-answer = Answer what was told
do-plan = Give it a place in the schedule
do-deliver = Deliver
do-try = Try it in use
do-write = Write the notice
do-file = Read the notice again and file it
do-closed = Closed
your-turn = Your turn: { $what }
key-next = next
key-previous = previous
key-enter = Enter
key-open = open
key-report = report
key-send = send
key-reply = reply
key-note = note
key-take = take
key-next-step = next step
is-blocked = Stopped.
is-slowed = Slowed.
is-question = A question.
with-others = { $n ->
    [one] One other person too.
    *[other] { $n } other people too.
    }
since-said = Since: { $since }.
where-it-is = Where this ticket is
beside = What to do, and context
reading = We are reading the files
reading-at = { $n } of { $all }
reading-hint = You need not wait.
unreadable = The files could not be read.
unreadable-cure = Does the server see the declared folder? Check in the production's settings, then report again.
what-happens = What happens
files-read = { $n ->
    [one] { $n } file read
    *[other] { $n } files read
    }
all-sound = all sound
nothing-found = Nothing is spoiled in these files: the problem is elsewhere.
frames = Frames
place = Place
touched = Concerned
frames-of = { $n } of { $all }
frames-touched = { $n ->
    [one] one frame
    *[other] { $n } frames
    } of { $all } concerned.
strip = Frames concerned and their neighbours
sound-frames = { $n ->
    [one] { $n } frame
    *[other] { $n } frames
    }
severity-error = fault
severity-warning = warning
severity-note = note
missing = missing
no-preview = no preview
loupe = Loupe: the first pixel concerned and its neighbours
exact-pixels = exact pixels
each-place = { $n } places, one by one
path = Path
not-checked = { $n ->
    [one] One file not checked
    *[other] { $n } files not checked
    }
diagnosis = Diagnosis
cause = Cause
evidence = Evidence
evidence-hint = The file, the frame, the pixel or the line that shows it.
need = Need to satisfy
need-hint = What the person has to be able to do again.
set-apart = Set apart
before-day = to be looked at before { $day }
options-title = { $n ->
    [one] One way out
    *[other] { $n } ways out
    }
options-hint = tick those that you choose
kind-debug = debugging
kind-code = code in a software
kind-tool = new tool
kind-around = way around
lasting = lasting
provisional = provisional
provisional-until = provisional, until { $day }
chosen = chosen
then-successor = Then: { $what }
skills = Skills
delay = Delay
means = Means
impact = Effect on the pictures
bottleneck = Bottleneck
conversation = Conversation
inside = internal
write-desk = Write to the team
write-to = Reply to { $name }
send = Send
send-to = Send to { $name }
send-note = Rather an internal note
told-title = What was told
context = Context
shot = Shot
task = Task
goal = Goal
goal-hint = What the person is preparing, and for when.
deadline = Deadline
people = { $n ->
    [one] { $n } person
    *[other] { $n } people
    }
alike = Same as
trail = Trail
the-desk = The bench
if-any = If there is any.
gate-reformulated = The problem said again by the team
gate-confirmed = Confirmed by who reported it
gate-cause = The cause
gate-evidence = A piece of evidence
gate-context = The context: shot, task, goal
gate-need = The need to satisfy
gate-option = One way out at least, technical or around
gate-feasibility = Five-part feasibility
gate-decision = Who decides, and why
gate-told = Nature and delay told
gate-answered = Accepted by who reported it
gate-who = Who does it
gate-days = From when to when
gate-hand-over = The moment of hand-over
gate-done = What was done
gate-proof = Nothing else has changed, or it is explained
gate-criteria = What the trial has to show
gate-delivered = Delivered
gate-tried = Tried by somebody else than its maker
gate-written = A complete notice
gate-reviewed = Read again by somebody else
reformulate-label = Say it in your words
reformulate-hint = “If I understand you well… is this it?”
reformulate-do = Ask { $name } whether this is it
confirm-do = Yes, this is it
confirm-or = If not, answer in the conversation.
override = Go on without the confirmation
override-reason = Why
override-do = Go on
latent-add = Set apart a problem that has not hurt yet
latent = The problem
latent-hint = Seen in passing, not the cause.
latent-until = To be looked at before
diagnose-do = Give the diagnosis
option-what = What would be done
option-kind = What kind
option-term = For how long
if-provisional = If provisional: until when, and then what
expires = Until
successor = What will replace it
propose-do = Propose this way out
propose-another = Propose another way out
why-choice = Why this choice
together = Decided with
together-hint = Empty if you decide alone.
decide-do = Choose what is ticked
nature = What will be done, for { $name }
nature-hint = In their words, without codes.
delay-told = When
delay-hint = An hour or a day.
meanwhile = Meanwhile
meanwhile-said = Meanwhile: { $what }
answer-remark = Anything to say?
answer-hint = Needed if it does not suit you.
answer-accept = This suits me
answer-discuss = Let us talk
answer-refuse = No, another way
who = Who does it
from = From
to = To
hand-over = Hand-over
hand-over-hint = When and to whom, if there is one.
plan-do = Give it this place
plan-checks = The days are checked; the team's capacities are not.
done-what = What was done
proof = Proof that the rest is unchanged
proof-hint = Comparison of before and after, or the test that shows it.
criteria = What the trial has to show
criteria-hint = Said to who will try it, in their words.
deliver-do = Deliver for a trial
try-remark = What you see
try-hint = Needed if it does not work.
try-yes = It works
try-no = It does not work
notice-title = Title
notice-symptom = Symptom
notice-symptom-hint = In the artist's words.
notice-environment = Environment
notice-fix = Fix
notice-limits = Limits
notice-limits-hint = Where it stops helping.
notice-place = Place in the documentation
notice-place-hint = For example: rendering / layers.
write-do = Hand in for review
file-hint = You file it because you have read it.
file-do = File the notice and close
nothing-new = Nothing new to write
article = The article that says it already
nothing-new-do = Close without a notice
closed-hint = The lesson is filed. A new report will take it up again.
nothing-to-do = Nothing for you to do just now. Write to us in the conversation whenever you like.
quick = Question or quick fix: close on one screen
quick-what = What it was
quick-done = What { $name } can do again
quick-do = Answer, and let it be tried
wait = Let it wait
wait-whom = For whom?
wait-why = Why
wait-do = Let it wait
waits-for = The ticket is { $whom }.
resume-do = Go on
take-do = Take this ticket
did-reported = Reported by { $name }
did-unplaced = Not found below the declared folders: { $paths }
did-message = { $name } wrote
did-note = Note of { $name }
did-me-too = { $name }: me too
did-scanned = { $files ->
    [one] One file read
    *[other] { $files } files read
    }, { $n ->
    [0] no findings
    [one] one finding
    *[other] { $n } findings
    }
did-scan-failed = The files could not be read
did-taken = Taken by { $name }
did-reformulated = Said again by { $name }
did-confirmed-requester = Confirmed by { $name }: understood
did-confirmed-silence = Confirmed by silence: understood
did-confirmed-override = { $name } went on without confirmation: understood
did-diagnosed = Diagnosed by { $name }
did-proposed = Way out proposed by { $name }
did-decided = { $name } decided: { $what }
did-told = Told by { $name }
did-answered-accept = { $name } accepts
did-answered-discuss = { $name } wants to talk
did-answered-refuse = { $name } refuses
did-planned = Planned: { $who }, until { $day }
did-delivered = Delivered by { $name }
did-tried-yes = { $name }: it works
did-tried-no = { $name }: it does not work
did-solved = Answered by { $name }
did-drafted = Notice written by { $name }
did-filed = Notice filed by { $name }
did-nothing-new = { $name }: nothing new to write
did-waiting = { $name }: { $whom }
did-resumed = Taken up again by { $name }
did-closed = Closed
notices-count = { $n ->
    [0] no notices
    [one] one notice
    *[other] { $n } notices
    }
notices-empty = No notices yet: each ticket that teaches something leaves one.
draft = to be read again
filed-at = Filed under { $place }, { $when }
portfolio-count = { $n } competencies of { $all }
portfolio-hint = Each step that is passed leaves evidence: the person, the competency, the ticket, the moment.
code = Code
competency = Competency
none-yet = not yet
settings-empty = You set up no production.
is-sealed = sealed
roots = Folders that may be read
roots-hint = nothing is read elsewhere
roots-empty = No folder: reports cannot name files.
root-here = On this server
root-here-hint = The whole path of a folder of the production.
root-windows = On Windows
root-macos = On macOS
root-linux = On Linux, if it is another path
root-add = Declare this folder
take-back = Take back
members = Who works on it
leave = Take off the production
join-who = Add
join = Add to the production
rules = Rules
silence = Hours of silence that confirm
silence-hint = After these, a reformulation without an answer is held to be right.
sealed = Seal it: nobody enters any more
rules-do = Save the rules

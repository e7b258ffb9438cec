# Mots des écrans. Une ligne par clé, les mêmes clés que desk.en.ftl.

skip = Aller au contenu
production = Production :
rooms = Pièces
queue = File
report = Signaler
mine = Mes signalements
notices = Notices
settings = Réglages
ticket = Ticket
notice = Notice
portfolio = Ce que cette personne a montré
search = Recherche
search-label = Chercher un ticket, un plan, un code
search-hint = Ticket, plan, code…  ( / )
search-count = { $n ->
    [0] aucun ticket
    [one] un ticket
    *[other] { $n } tickets
    }, { $notices ->
    [0] aucune notice
    [one] une notice
    *[other] { $notices } notices
    }
search-empty = Rien ne contient tous ces mots. Essayez-en moins.
sign-out = Sortir
dark = Sombre
light = Clair
system = Comme le système
refused-title = Ce n'est pas possible
nowhere-title = Il n'y a rien ici
nowhere = Cette adresse ne mène nulle part.
nowhere-cure = Reprenez depuis le début.
back-home = Revenir au début
sign-in = Entrer
sign-in-hint = Avec le nom et le mot de passe que le studio vous a donnés.
sign-in-do = Entrer
login = Nom de connexion
password = Mot de passe
new-password = Choisissez un mot de passe
new-password-hint = Douze caractères au moins ; une phrase va très bien. Laissez vide pour garder celui que vous avez.
link-hint = Ce lien sert une seule fois.
welcome = Bonjour { $name }
demo-title = Entrez comme qui vous voulez
demo-hint = Une démonstration : une petite production, abîmée exprès, et des tickets à chaque étape. Rien n'y est secret.
role-in = { $role }, { $department }
role-artist = Artiste
role-td = TD
role-lead = Chef TD
role-supervisor = Superviseur
role-production = Production
role-rd = R&D
role-it = Informatique
role-admin = Administration
role-candidate = Candidat
role-juror = Jury
role-organiser = Organisation
report-title = Qu'est-ce qui vous arrête ?
report-hint = Une phrase et un chemin suffisent. Nous lisons les fichiers nous-mêmes.
sentence = Ce que vous voyez, en une phrase
sentence-hint = Vos mots à vous. Pas besoin de connaître la cause.
paths = Où, si vous le savez
paths-hint = Un fichier ou un dossier, comme votre système l'écrit.
blocking = Pouvez-vous continuer ?
blocking-blocked = Non, je suis à l'arrêt
blocking-slowed = Oui, mais lentement
blocking-question = C'est une question
which-production = Pour quelle production ?
since-more = Dire depuis quand
since = Depuis quand
since-hint = Ce matin, depuis la v012…
report-send = Envoyer le signalement
report-send-hint = Vous pourrez fermer cette page.
no-production = Vous ne travaillez sur aucune production.
no-production-cure = Demandez à votre administrateur de vous y ajouter.
what-follows = Ce qui se passe ensuite
follows-read = Les fichiers sont lus tout de suite, là où ils sont.
follows-say = Un TD redit le problème ; vous dites si c'est bien cela.
follows-try = Rien n'est clos tant que vous ne l'avez pas essayé.
nothing-leaves = Rien ne quitte le studio.
known-title = C'est peut-être connu
known-ticket = Ticket { $n }, { $people ->
    [one] une personne touchée
    *[other] { $people } personnes touchées
    }.
me-too = Moi aussi, prévenez-moi
mine-count = { $n ->
    [0] aucun signalement
    [one] un signalement
    *[other] { $n } signalements
    }
mine-empty = Vous n'avez rien signalé. Tant mieux.
new-report = Nouveau signalement
reported-at = signalé { $when }
people-touched = { $n } personnes touchées
mine-next-reported = Nous vous lisons
mine-next-understood = Nous cherchons la cause
mine-next-diagnosed = Nous choisissons comment en sortir
mine-next-decided = Vous saurez quoi et quand
mine-next-planned = Nous trouvons quand le faire
mine-next-in-work = Quelqu'un y travaille
mine-next-delivered = À vous de l'essayer
mine-next-accepted = Ça marche ; la leçon s'écrit
mine-next-closed = C'est fini
state-reported = signalé
state-understood = compris
state-diagnosed = diagnostiqué
state-decided = décidé
state-planned = planifié
state-in-work = en cours
state-delivered = livré
state-accepted = validé en usage
state-closed = clos
waiting-artist = en attente de l'artiste
waiting-rd = en attente de la R&D
waiting-vendor = en attente du fournisseur
waiting-farm = en attente de la ferme
whom-artist = L'artiste
whom-rd = La R&D
whom-vendor = Un fournisseur
whom-farm = La ferme de calcul
queue-count = { $n ->
    [0] aucun ticket
    [one] un ticket
    *[other] { $n } tickets
    }, { $stopped ->
    [0] personne à l'arrêt
    [one] une personne à l'arrêt
    *[other] { $stopped } personnes à l'arrêt
    }. Le rang vient de l'impact, de l'urgence et de ce qui est prêt.
queue-empty = Rien n'attend. C'est le moment de relire une notice.
views = Vues
view-all = Ma file
view-mine = Pris par moi
view-free = À prendre
view-diagnose = À diagnostiquer
view-waiting = En attente d'un tiers
view-alike = Même défaut, plusieurs tickets
view-try = À essayer avec l'artiste
view-lesson = Notices à écrire
ending = Provisoires qui expirent
pages = Pages
page-before = Page précédente
page-after = Page suivante
page-of = Page { $n } sur { $all }
closed-lately = Clos dernièrement
why-rank = Pourquoi ce rang
total = Total
rank-rule = règle de la maison
term-impact = Impact
term-alike = Même défaut
term-urgency = Urgence
term-ready = Prêt
term-age = Attente
why-impact-blocked = { $n ->
    [one] Une personne à l'arrêt.
    *[other] { $n } personnes à l'arrêt.
    }
why-impact-slowed = { $n ->
    [one] Une personne ralentie.
    *[other] { $n } personnes ralenties.
    }
why-impact-question = { $n ->
    [one] Une question.
    *[other] Une question, { $n } personnes.
    }
why-alike = { $n ->
    [one] Un autre ticket a le même défaut.
    *[other] { $n } autres tickets ont le même défaut.
    }
why-urgency = { $n ->
    [0] À rendre aujourd'hui.
    [one] À rendre demain.
    *[other] À rendre dans { $n } jours.
    }
why-ready = Selon à qui est le tour.
why-age = { $n ->
    [one] Attend depuis une heure.
    *[other] Attend depuis { $n } heures.
    }
why-nothing = Vient d'arriver.
alike-count = { $n ->
    [one] Un autre ticket a le même défaut.
    *[other] { $n } autres tickets ont le même défaut.
    }
taken-by = Pris par { $name }.
up-to = C'est à { $name } de répondre.
do-reformulate = Redire le problème
do-confirm = Confirmer la reformulation
do-diagnose = Diagnostiquer
do-propose = Proposer une option
do-decide = Décider
do-tell = Annoncer quoi et quand
do-answer = Répondre à l'annonce
do-plan = Placer dans le planning
do-deliver = Livrer
do-try = Essayer en usage
do-write = Écrire la notice
do-file = Relire et classer la notice
do-closed = Clos
your-turn = À vous : { $what }
key-next = suivant
key-previous = précédent
key-enter = Entrée
key-open = ouvrir
key-report = signaler
key-send = envoyer
key-reply = répondre
key-note = note
key-take = prendre
key-next-step = étape suivante
is-blocked = À l'arrêt.
is-slowed = Ralenti.
is-question = Une question.
with-others = { $n ->
    [one] Une autre personne aussi.
    *[other] { $n } autres personnes aussi.
    }
since-said = Depuis : { $since }.
where-it-is = Où en est ce ticket
beside = À faire et contexte
reading = Nous lisons les fichiers
reading-at = { $n } sur { $all }
reading-hint = Rien ne vous oblige à attendre.
unreadable = Les fichiers n'ont pas pu être lus.
unreadable-cure = Le serveur voit-il le dossier déclaré ? Vérifiez dans les réglages de la production, puis signalez de nouveau.
what-happens = Ce qui se passe
files-read = { $n ->
    [one] { $n } fichier lu
    *[other] { $n } fichiers lus
    }
all-sound = tous sains
nothing-found = Rien d'abîmé dans ces fichiers : le problème est ailleurs.
frames = Images
place = Lieu
touched = Touchés
frames-of = { $n } sur { $all }
frames-touched = { $n ->
    [one] une image touchée
    *[other] { $n } images touchées
    } sur { $all }.
strip = Images touchées et leurs voisines
sound-frames = { $n ->
    [one] { $n } image
    *[other] { $n } images
    }
severity-error = défaut
severity-warning = alerte
severity-note = note
missing = absente
no-preview = pas d'aperçu
loupe = Loupe : le premier pixel touché et ses voisins
exact-pixels = pixels exacts
each-place = { $n } endroits, un par un
path = Chemin
not-checked = { $n ->
    [one] Un fichier non vérifié
    *[other] { $n } fichiers non vérifiés
    }
diagnosis = Diagnostic
cause = Cause
evidence = Preuve
evidence-hint = Le fichier, l'image, le pixel ou la ligne qui le montre.
need = Besoin à satisfaire
need-hint = Ce que la personne doit pouvoir faire de nouveau.
set-apart = Remis à plus tard
before-day = à traiter avant le { $day }
options-title = { $n ->
    [one] Une façon d'en sortir
    *[other] { $n } façons d'en sortir
    }
options-hint = cochez celles que vous retenez
kind-debug = débogage
kind-code = code dans un logiciel
kind-tool = nouvel outil
kind-around = contournement
lasting = pérenne
provisional = provisoire
provisional-until = provisoire, jusqu'au { $day }
chosen = retenue
then-successor = Puis : { $what }
skills = Compétences
delay = Délai
means = Moyens
impact = Effet sur les images
bottleneck = Goulot
conversation = Conversation
inside = interne
write-desk = Écrire à l'équipe
write-to = Répondre à { $name }
send = Envoyer
send-to = Envoyer à { $name }
send-note = Plutôt une note interne
told-title = Ce qui a été annoncé
context = Contexte
shot = Plan
task = Tâche
goal = But
goal-hint = Ce que la personne prépare, et pour quand.
deadline = Échéance
people = { $n ->
    [one] { $n } personne
    *[other] { $n } personnes
    }
alike = Pareil à
trail = Fil du ticket
the-desk = L'établi
if-any = S'il y en a.
gate-reformulated = Le problème redit par l'équipe
gate-confirmed = Confirmé par qui l'a signalé
gate-cause = La cause
gate-evidence = Une preuve
gate-context = Le contexte : plan, tâche, but
gate-need = Le besoin à satisfaire
gate-option = Une option au moins, technique ou contournement
gate-feasibility = Faisabilité en cinq points
gate-decision = Qui décide, et pourquoi
gate-told = Nature et délai annoncés
gate-answered = Accepté par qui l'a signalé
gate-who = Qui s'en charge
gate-days = De quand à quand
gate-hand-over = Le moment de passer la main
gate-done = Ce qui a été fait
gate-proof = Rien d'autre n'a changé, ou c'est expliqué
gate-criteria = Ce que l'essai doit montrer
gate-delivered = Livré
gate-tried = Essayé par quelqu'un d'autre que qui l'a fait
gate-written = Une notice complète
gate-reviewed = Relue par une autre personne
reformulate-label = Dites-le avec vos mots
reformulate-hint = « Si je comprends bien… est-ce cela ? »
reformulate-do = Demander à { $name } si c'est cela
confirm-do = Oui, c'est bien cela
confirm-or = Sinon, répondez dans la conversation.
override = Continuer sans la confirmation
override-reason = Pourquoi
override-do = Continuer
latent-add = Mettre à part un problème qui n'a pas encore gêné
latent = Le problème
latent-hint = Vu au passage, sans rapport avec la cause.
latent-until = À regarder avant le
diagnose-do = Poser le diagnostic
option-what = Ce qui serait fait
option-kind = De quel genre
option-term = Pour combien de temps
if-provisional = Si c'est provisoire : jusqu'à quand, puis quoi
expires = Jusqu'au
successor = Ce qui le remplacera
propose-do = Proposer cette option
propose-another = Proposer une autre option
why-choice = Pourquoi ce choix
together = Décidé avec
together-hint = Vide si vous décidez seul.
decide-do = Retenir ce qui est coché
nature = Ce qui sera fait, pour { $name }
nature-hint = Avec ses mots, sans code.
delay-told = Quand
delay-hint = Une heure ou un jour.
meanwhile = En attendant
meanwhile-said = En attendant : { $what }
answer-remark = Quelque chose à dire ?
answer-hint = Nécessaire si cela ne vous va pas.
answer-accept = Cela me va
answer-discuss = Parlons-en
answer-refuse = Non, autrement
who = Qui s'en charge
from = Du
to = Au
hand-over = Passage de main
hand-over-hint = Quand et à qui, s'il y en a un.
plan-do = Placer dans le planning
plan-checks = Les dates sont vérifiées ; les capacités de l'équipe ne le sont pas.
done-what = Ce qui a été fait
proof = Preuve que le reste n'a pas changé
proof-hint = Comparaison avant/après, ou l'essai qui le montre.
criteria = Ce que l'essai doit montrer
criteria-hint = Dit à qui essaiera, avec ses mots.
deliver-do = Livrer pour essai
try-remark = Ce que vous voyez
try-hint = Nécessaire si cela ne marche pas.
try-yes = Ça marche
try-no = Ça ne marche pas
notice-title = Titre
notice-symptom = Symptôme
notice-symptom-hint = Avec les mots de l'artiste.
notice-environment = Environnement
notice-fix = Correction
notice-limits = Limites
notice-limits-hint = Là où cela n'aide plus.
notice-place = Place dans la documentation
notice-place-hint = Par exemple : rendu / calques.
write-do = Soumettre à relecture
file-hint = Vous la classez parce que vous l'avez relue.
file-do = Classer la notice et clore
nothing-new = Rien de nouveau à écrire
article = L'article qui le dit déjà
nothing-new-do = Clore sans notice
closed-hint = La leçon est classée. Un nouveau signalement rouvrira le sujet.
nothing-to-do = Rien à faire de votre côté pour l'instant. Écrivez-nous dans la conversation quand vous voulez.
quick = Question ou correction rapide : clore en un écran
quick-what = Ce que c'était
quick-done = Ce que { $name } peut faire de nouveau
quick-do = Répondre, et laisser essayer
wait = Mettre en attente
wait-whom = De qui ?
wait-why = Pourquoi
wait-do = Mettre en attente
waits-for = Le ticket est { $whom }.
resume-do = Reprendre
take-do = Prendre ce ticket
did-reported = Signalé par { $name }
did-unplaced = Introuvable sous les dossiers déclarés : { $paths }
did-message = { $name } a écrit
did-note = Note de { $name }
did-me-too = { $name } : moi aussi
did-scanned = { $files ->
    [one] Un fichier lu
    *[other] { $files } fichiers lus
    }, { $n ->
    [0] aucun constat
    [one] un constat
    *[other] { $n } constats
    }
did-scan-failed = Les fichiers n'ont pas pu être lus
did-taken = Pris par { $name }
did-reformulated = Redit par { $name }
did-confirmed-requester = Confirmé par { $name } : compris
did-confirmed-silence = Confirmé par le silence : compris
did-confirmed-override = { $name } a continué sans confirmation : compris
did-diagnosed = Diagnostiqué par { $name }
did-proposed = Option proposée par { $name }
did-decided = { $name } a décidé : { $what }
did-told = Annoncé par { $name }
did-answered-accept = { $name } accepte
did-answered-discuss = { $name } veut en parler
did-answered-refuse = { $name } refuse
did-planned = Planifié : { $who }, jusqu'au { $day }
did-delivered = Livré par { $name }
did-tried-yes = { $name } : ça marche
did-tried-no = { $name } : ça ne marche pas
did-solved = Répondu par { $name }
did-drafted = Notice écrite par { $name }
did-filed = Notice classée par { $name }
did-nothing-new = { $name } : rien de nouveau à écrire
did-waiting = { $name } : { $whom }
did-resumed = Repris par { $name }
did-closed = Clos
notices-count = { $n ->
    [0] aucune notice
    [one] une notice
    *[other] { $n } notices
    }
notices-empty = Aucune notice encore : chaque ticket qui apprend quelque chose en laisse une.
draft = à relire
filed-at = Classée dans { $place }, { $when }
portfolio-count = { $n } compétences sur { $all }
portfolio-hint = Chaque étape franchie laisse une preuve : la personne, la compétence, le ticket, le moment.
code = Code
competency = Compétence
none-yet = pas encore
settings-empty = Vous ne réglez aucune production.
is-sealed = scellée
roots = Dossiers lisibles
roots-hint = rien n'est lu ailleurs
roots-empty = Aucun dossier : les signalements ne peuvent pas nommer de fichiers.
root-here = Sur ce serveur
root-here-hint = Le chemin complet d'un dossier de la production.
root-windows = Sous Windows
root-macos = Sous macOS
root-linux = Sous Linux, si c'est un autre chemin
root-add = Déclarer ce dossier
take-back = Retirer
members = Qui y travaille
leave = Retirer de la production
join-who = Ajouter
join = Ajouter à la production
rules = Règles
silence = Heures de silence qui valent confirmation
silence-hint = Après ce délai, une reformulation sans réponse est tenue pour juste.
sealed = Sceller : plus personne n'y entre
rules-do = Enregistrer les règles

"""Turns the checked shape of a file into domain values, and says which references lead nowhere.

Every function takes a problem list and goes on after a problem, so that one reading tells them all.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from bot.content import schema
from bot.content.problems import Problem, close_to
from bot.content.yamlfile import Source, Where
from bot.domain.checkin import CheckInRules
from bot.domain.clinic import ClinicRules
from bot.domain.followup import FollowRules
from bot.domain.localtime import known_zone, place_key, suggest
from bot.domain.menu import Area, Menu
from bot.domain.monitoring import CheckRules
from bot.domain.occurrence import DayRules
from bot.domain.oncall import EscalationPolicy, Step
from bot.domain.patterns import Misspelt, Numerals
from bot.domain.phrases import Phrase, PhraseKind, Spelling, Tongue
from bot.domain.questionnaire import ANY, Choice, Question, QuestionKind, Symptom
from bot.domain.quiet import QuietHours
from bot.domain.statement import Fact, Statement
from bot.domain.urgency import Urgency

END = "end"
Problems = list[Problem]


def facts(shape: schema.FactsFile) -> Mapping[str, Fact]:
    """Every fact by its id."""
    return {
        id_: Fact(id=id_, says=one.says, source=one.source, verification=one.status) for id_, one in shape.facts.items()
    }


def statements(shape: schema.StatementsFile) -> Mapping[str, Statement]:
    """Every statement by its id."""
    return {
        id_: Statement(id=id_, **one.model_dump() | {"facts": tuple(one.facts)})
        for id_, one in shape.statements.items()
    }


def symptom(shape: schema.SymptomFile, source: Source, problems: Problems) -> Symptom:
    """One symptom; each question leads to the next in the file unless it says otherwise."""
    ids = [one.id for one in shape.questions]
    for index, one in enumerate(shape.questions):
        problems += _question_problems(one, ids, source, ("questions", index))
    following = [*ids[1:], None]
    return Symptom(
        id=shape.id,
        first=ids[0],
        questions={
            one.id: _question(shape.id, one, after, ids) for one, after in zip(shape.questions, following, strict=True)
        },
        in_menu=shape.in_menu,
        advice=tuple(shape.advice),
        if_left=shape.if_left,
        check_in=shape.check_in,
        follow_up=shape.follow_up,
        follow_up_every=None if shape.follow_up_days is None else timedelta(days=shape.follow_up_days),
    )


def _question(symptom_id: str, shape: schema.QuestionShape, after: str | None, ids: list[str]) -> Question:
    follow = {answer: to if to in ids else None for answer, to in shape.follow.items()}
    return Question(
        id=shape.id,
        symptom=symptom_id,
        kind=shape.kind,
        choices=tuple(Choice(id=id_, score=score) for id_, score in shape.choices.items()),
        follow={ANY: after} | follow,
        opens=dict(shape.opens),
    )


def _question_problems(one: schema.QuestionShape, ids: list[str], source: Source, where: Where) -> Iterator[Problem]:
    if ids.count(one.id) > 1:
        yield source.problem(f"question '{one.id}' is written twice", at=(*where, "id"))
    if one.kind is QuestionKind.CHOICE and len(one.choices) < 2:
        yield source.problem(f"question '{one.id}' needs at least two choices", at=where)
    for answer in one.opens.keys() - one.choices.keys():
        at = (*where, "opens", answer)
        yield source.problem(f"'{answer}' is not a choice of '{one.id}'", close_to(answer, one.choices), at=at)
    for answer, to in one.follow.items():
        at = (*where, "follow", answer)
        if answer != ANY and answer not in one.choices:
            yield source.problem(f"'{answer}' is not a choice of '{one.id}'", close_to(answer, one.choices), at=at)
        if to != END and to not in ids:
            yield source.problem(f"'{to}' is not a question here", close_to(to, [*ids, END]), at=at)
        elif to != END and ids.index(to) <= ids.index(one.id):
            yield source.problem(
                f"'{one.id}' leads back to '{to}'", "questions only lead forward, so that every path ends", at=at
            )


def menu(shape: schema.MenuFile) -> Menu:
    """The menu."""
    areas = (Area(id=one.id, symptoms=tuple(one.symptoms)) for one in shape.areas)
    return Menu(first=tuple(shape.first), areas=tuple(areas), last=shape.last)


def phrase(shape: schema.PhraseShape, kind: PhraseKind, source: Source, where: Where, problems: Problems) -> Phrase:
    """One phrase in every language."""
    if (kind is PhraseKind.RED_FLAG) is not (shape.urgency is not None and shape.urgency.red_flag):
        problems.append(source.problem(f"'{shape.id}': red flags, and only they, are urgent or emergency", at=where))
    if kind is PhraseKind.SYMPTOM and shape.symptom is None:
        problems.append(source.problem(f"'{shape.id}' names no symptom", "add symptom:", at=where))
    if (kind is PhraseKind.QUESTION) is not (shape.lesson is not None):
        problems.append(source.problem(f"'{shape.id}': questions, and only they, name a lesson", "lesson:", at=where))
    return Phrase(
        id=shape.id,
        kind=kind,
        spellings=(_spelling("en", shape.en), _spelling("es", shape.es)),
        urgency=shape.urgency,
        symptom=shape.symptom,
        lesson=shape.lesson,
        happened=shape.happened,
        advice=tuple(shape.advice),
        facts=tuple(shape.facts),
        even_long_ago=shape.even_long_ago,
        may_ask=shape.may_ask,
    )


def _spelling(language: str, shape: schema.SpellingShape) -> Spelling:
    return Spelling(
        language=language,
        patterns=tuple(shape.says),
        unless=tuple(shape.unless),
        inside=tuple(shape.inside),
    )


def tongue(language: str, shape: schema.TongueShape) -> Tongue:
    """The helping words of one language."""
    return Tongue(
        language=language,
        negations=frozenset(shape.negations),
        fillers=frozenset(shape.fillers),
        weak_negations=frozenset(shape.weak_negations),
        undoing=frozenset(shape.undoing),
        doubts=tuple(shape.doubts),
        polite=frozenset(shape.polite),
        groups={name: frozenset(words) for name, words in shape.groups.items()},
        lead_ins=tuple(shape.lead_ins),
        lead_outs=tuple(shape.lead_outs),
        quotes=tuple(shape.quotes),
        ifs=frozenset(shape.ifs),
        long_ago=tuple(shape.long_ago),
        now=tuple(shape.now),
        misspelt=_misspelt(shape.misspelt),
        numerals=_numerals(shape.numerals),
    )


def _misspelt(shape: schema.MisspeltShape) -> Misspelt:
    return Misspelt(words=tuple(shape.words), real_words=frozenset(shape.real_words), sounds=tuple(shape.sounds))


def _numerals(shape: schema.NumeralsShape) -> Numerals:
    return Numerals(
        words=shape.words,
        joins=frozenset(shape.joins),
        points=frozenset(shape.points),
        halves=tuple(tuple(half.split()) for half in shape.halves),
    )


def policies(shape: schema.EscalationFile, source: Source, problems: Problems) -> Mapping[Urgency, EscalationPolicy]:
    """The policy of every urgency; each must have one, and no red flag may stop ringing (S7)."""
    for urgency in Urgency:
        if urgency not in shape.policies:
            problems.append(source.problem(f"no policy for '{urgency}'", "every urgency needs one", at=("policies",)))
    for urgency, one in shape.policies.items():
        if urgency.red_flag and (not one.steps or one.then_every_minutes is None or one.working_hours_only):
            what = f"'{urgency}' must ring at any hour and go on ringing"
            problems.append(source.problem(what, "give steps and then_every_minutes", at=("policies", str(urgency))))
        elif one.steps and one.then_every_minutes is None:
            what = f"'{urgency}' falls silent after its last step"
            problems.append(source.problem(what, "give then_every_minutes", at=("policies", str(urgency))))
        if list(_afters(one)) != sorted(_afters(one)):
            problems.append(source.problem(f"steps of '{urgency}' are out of order", at=("policies", str(urgency))))
    return {urgency: _policy(urgency, one) for urgency, one in shape.policies.items()}


def _afters(shape: schema.PolicyShape) -> Iterable[int]:
    return (step.after_minutes for step in shape.steps)


def _policy(urgency: Urgency, shape: schema.PolicyShape) -> EscalationPolicy:
    every = shape.then_every_minutes
    return EscalationPolicy(
        urgency=urgency,
        steps=tuple(Step(after=timedelta(minutes=one.after_minutes), who=one.who) for one in shape.steps),
        then_every=None if every is None else timedelta(minutes=every),
        working_hours_only=shape.working_hours_only,
        action_within=timedelta(minutes=shape.action_within_minutes),
    )


def places(shape: schema.PlacesFile, source: Source, problems: list[Problem]) -> dict[str, str]:
    """The zone of each place, by the place's name as it is looked up."""
    for name, zone in shape.places.items():
        if not known_zone(zone):
            what = f"'{zone}' is not a time zone we know"
            hint = f"perhaps {' or '.join(suggest(zone))}" if suggest(zone) else "it is written Area/City"
            problems.append(source.problem(what, hint, at=("places", name)))
    return {place_key(name): zone for name, zone in shape.places.items()}


def clinic(shape: schema.ClinicFile, source: Source, problems: Problems) -> ClinicRules:
    """The clinic's settings."""
    if not known_zone(shape.zone):
        near = ", ".join(suggest(shape.zone))
        problems.append(
            source.problem(f"no time zone '{shape.zone}'", f"like Europe/Madrid {near}".strip(), at=("zone",))
        )
    return ClinicRules(
        zone=shape.zone,
        working_days=frozenset(schema.DAY_NAMES.index(day) for day in shape.working_days),
        holidays=frozenset(shape.holidays),
        works_from=shape.works_from,
        works_until=shape.works_until,
        fever_limit_c=shape.fever_limit_c,
        day_rules=_day_rules(shape),
        check_in_rules=CheckInRules(
            again_after=timedelta(minutes=shape.check_in_again_minutes),
            over_after=timedelta(minutes=shape.check_in_over_minutes),
            times=tuple(shape.check_in_times),
        ),
        follow_rules=_follow_rules(shape),
        check_rules=CheckRules(
            again_after=timedelta(minutes=shape.check_again_minutes),
            overdue_after=timedelta(minutes=shape.check_overdue_minutes),
        ),
        invite_valid=timedelta(minutes=shape.invite_valid_minutes),
        confirm_before_c1d1=timedelta(minutes=shape.confirm_before_c1d1_minutes),
        same_as_last=timedelta(days=shape.same_as_last_days),
        hand_over_within=timedelta(minutes=shape.hand_over_minutes),
        roster_ahead=timedelta(days=shape.roster_ahead_days),
        ring_before_dose=timedelta(minutes=shape.ring_before_dose_minutes),
        remind_hold_every=timedelta(days=shape.remind_hold_every_days),
        unsaved_sentence_minutes=shape.unsaved_sentence_every_minutes,
        stranger_sentence_minutes=shape.stranger_sentence_every_minutes,
        outage=timedelta(seconds=shape.outage_seconds),
        gap_alerts_at_most=shape.gap_alerts_at_most,
        stocked_mg={drug: tuple(sorted(strengths)) for drug, strengths in shape.stocked_tablets_mg.items()},
    )


def _follow_rules(shape: schema.ClinicFile) -> FollowRules:
    after = {urgency: timedelta(minutes=one) for urgency, one in shape.follow_up_minutes.items()}
    return FollowRules(after=after, same_times=shape.follow_up_same_times)


def _day_rules(shape: schema.ClinicFile) -> DayRules:
    return DayRules(
        heads_up_at=shape.heads_up_at,
        window=timedelta(minutes=shape.dose_window_minutes),
        late_after=timedelta(minutes=shape.late_after_minutes),
        nudges=tuple(timedelta(minutes=one) for one in shape.nudges_minutes),
        later=timedelta(minutes=shape.later_minutes),
        ask_next_morning_at=shape.ask_next_morning_at,
        quiet=QuietHours(begins=shape.quiet_from, ends=shape.quiet_until),
    )

# What a pharmacist reads when a plan is refused, or is unusual. Names of drugs are in terms.ftl.

plan-problem-start-implausible = The date { $on } cannot be right. Please check the year.
plan-problem-zone-unknown = “{ $zone }” is not a time zone we know. It is written Area/City. Perhaps: { $near }.
plan-problem-strength-unknown = We know no { $drug } tablet of { $strength } mg. Known strengths, in mg: { $known }.
plan-problem-strength-ask-prescriber = One { $drug } tablet of { $strength } mg is twice the dose of this regimen. Ask the prescriber.
plan-problem-tablets-cannot-make = { $mg } mg of { $drug } cannot be made of whole tablets. Known strengths, in mg: { $known }.
plan-problem-tablets-differ = { $mg } mg of { $drug } is not { $tablets }: those come to { $total } mg.
plan-problem-too-much-at-once = Selinexor { $mg } mg is more than { $most } mg at once.
plan-problem-consecutive-days = Selinexor would fall on two days in a row: { $first } and { $second }.
plan-problem-too-many-days = Selinexor would fall on { $days } days within 7 days, from { $first } to { $last }. At most 2 are allowed.
plan-problem-too-much-a-week = Selinexor would come to { $mg } mg within 7 days, from { $first } to { $last }. At most { $most } mg is allowed. Doses already prompted count.
plan-problem-too-much-dexamethasone = Dexamethasone { $mg } mg is more than { $most } mg in one day.

plan-unusual-all-ends = Everything ends for good, reminders too. To begin again, the patient is enrolled anew.
plan-unusual-no-selinexor = This plan has no selinexor.
plan-unusual-not-a-level = Selinexor { $mg } mg on days { $days } of a { $cycle }-day cycle is not a dose level of this regimen.
plan-unusual-dexamethasone-amount = Dexamethasone is { $mg } mg a day; { $usual } mg is usual.
plan-unusual-dexamethasone-days = Dexamethasone would fall on more than { $usual } days within 7 days (days { $days } of a { $cycle }-day cycle).
plan-unusual-no-antiemetic = This plan has no antiemetic.
plan-unusual-above-surface-cap = { $drug } { $mg } mg is more than the EU and UK text allows for a body surface of { $surface } m²: { $each } mg/m², here { $most } mg.

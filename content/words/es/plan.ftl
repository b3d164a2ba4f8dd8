# Lo que lee el farmacéutico cuando un plan se rechaza o es poco habitual. Los nombres de los fármacos están en terms.ftl.

plan-problem-start-implausible = La fecha { $on } no puede ser correcta. Compruebe el año.
plan-problem-zone-unknown = «{ $zone }» no es una zona horaria conocida. Se escribe Área/Ciudad. Quizá: { $near }.
plan-problem-strength-unknown = No conocemos ningún comprimido de { $drug } de { $strength } mg. Presentaciones conocidas, en mg: { $known }.
plan-problem-strength-ask-prescriber = Un comprimido de { $drug } de { $strength } mg es el doble de la dosis de este esquema. Consulte al prescriptor.
plan-problem-tablets-cannot-make = { $mg } mg de { $drug } no se pueden completar con comprimidos enteros. Presentaciones conocidas, en mg: { $known }.
plan-problem-tablets-differ = { $mg } mg de { $drug } no son { $tablets }: suman { $total } mg.
plan-problem-too-much-at-once = Selinexor { $mg } mg supera { $most } mg en una sola toma.
plan-problem-consecutive-days = Selinexor caería en dos días seguidos: { $first } y { $second }.
plan-problem-too-many-days = Selinexor caería en { $days } días dentro de 7 días, del { $first } al { $last }. Se permiten 2 como máximo.
plan-problem-too-much-a-week = Selinexor sumaría { $mg } mg dentro de 7 días, del { $first } al { $last }. Se permiten { $most } mg como máximo. Cuentan las tomas ya avisadas.
plan-problem-too-much-dexamethasone = Dexametasona { $mg } mg supera { $most } mg en un día.

plan-unusual-all-ends = Todo termina definitivamente, también los avisos. Para volver a empezar hay que inscribir de nuevo al paciente.
plan-unusual-no-selinexor = Este plan no tiene selinexor.
plan-unusual-not-a-level = Selinexor { $mg } mg los días { $days } de un ciclo de { $cycle } días no es un nivel de dosis de este esquema.
plan-unusual-dexamethasone-amount = La dexametasona es de { $mg } mg al día; lo habitual son { $usual } mg.
plan-unusual-dexamethasone-days = La dexametasona caería en más de { $usual } días dentro de 7 días (días { $days } de un ciclo de { $cycle } días).
plan-unusual-no-antiemetic = Este plan no tiene antiemético.
plan-unusual-above-surface-cap = { $drug } { $mg } mg supera lo que el texto de la UE y del Reino Unido admite para una superficie corporal de { $surface } m²: { $each } mg/m², aquí { $most } mg.

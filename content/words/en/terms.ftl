# Names that many sentences share.

language-name = English

drug-selinexor = selinexor
drug-dexamethasone = dexamethasone

urgency-emergency = emergency
urgency-urgent = urgent
urgency-routine = routine
urgency-self-care = self-care

unit-kg = kg
unit-lb = lb
unit-stone = st lb
unit-celsius = °C
unit-fahrenheit = °F

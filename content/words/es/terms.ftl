# Nombres que comparten muchas frases.

language-name = Español

drug-selinexor = selinexor
drug-dexamethasone = dexametasona

urgency-emergency = emergencia
urgency-urgent = urgente
urgency-routine = normal
urgency-self-care = autocuidado

unit-kg = kg
unit-lb = lb
unit-stone = st lb
unit-celsius = °C
unit-fahrenheit = °F

# Lo que lee el personal de las analíticas que introduce y de los síntomas por los que se preguntó de nuevo.

card-follow =
    { $times ->
        [1] Preguntado de nuevo: { $what }: { $said } ({ $at })
       *[other] Preguntado de nuevo: { $what }: { $said } ({ $at }), { $times } veces seguidas
    }
card-follow-better = mejor
card-follow-same = igual
card-follow-worse = PEOR
card-follow-stopped = ya se ha pasado
card-follow-no-answer = sin respuesta; no se da por mejor
card-follow-next = Se pregunta de nuevo por { $what }: { $at }

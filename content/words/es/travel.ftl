# Un paciente que está en otra zona horaria. Nada cambia por sí solo; decide el farmacéutico.

command-timezone = Está en otra zona horaria

timezone-now = Nuestros mensajes siguen la hora de { $place }. Allí es ahora { $at }.
timezone-ask = ¿Está en otro lugar, o va a estarlo pronto? Escriba el nombre de la ciudad grande más cercana.
timezone-stay = No cambia nada
timezone-which = ¿A cuál se refiere?
timezone-is = { $place } ({ $zone })
timezone-unknown = No conocemos ese lugar. Nadie lo ha leído. Escriba el nombre de una ciudad grande que esté cerca. ¿Es por otra cosa? Pulse «Avisar de un problema».
timezone-same = En { $place } es la misma hora. No hay que cambiar nada.
timezone-next-dose = Su próxima toma: { $at } en { $here }. Eso es { $there_at } en { $there }.
timezone-both-now = Son { $at } en { $here } y { $there_at } en { $there }.
timezone-until-then = Nada cambia por sí solo. Nuestros mensajes siguen la hora de { $here } hasta que su farmacéutico cambie su plan.
timezone-shall-we = ¿Avisamos a su farmacéutico de que está o estará en { $place }?
timezone-tell = Sí, avísenle
timezone-told = Hasta que su farmacéutico le diga algo, nuestros mensajes siguen la hora de { $here }.
timezone-unchanged = De acuerdo. Nuestros mensajes siguen la hora de { $here }.

# Lo que lee el paciente sobre un aviso que está en manos del equipo (S6, S7). Nunca más seguro que la verdad.

alert-passed-on = Avisado a las { $at }. Nadie lo ha leído todavía. Si empeora, o si nadie contesta, llame al { $phone }.
alert-passed-on-routine = Avisado a las { $at }. Nadie lo ha leído todavía. Su equipo lo lee en horario de trabajo. Si empeora, o si no puede esperar, llame al { $phone }.
alert-seen = Visto por { $role } a las { $at }. Si empeora, llame al { $phone }.
alert-nobody = Nadie de su equipo ha contestado todavía. No espere. Llame ahora al { $phone }. Si allí nadie contesta, o si empeora, llame al { $emergency }.
alert-nobody-emergency = Nadie de su equipo ha contestado todavía. No espere. Llame ahora al { $emergency }. Su equipo: { $phone }.
alert-looked-after = Lo que nos contó ya lo ha atendido { $role }. ¿Tiene dudas o se encuentra peor? Llame al { $phone }.
alert-goes-ahead = { $name } ({ $role }) ha revisado lo que nos contó. Su próxima toma sigue según el plan. Espere nuestro mensaje sobre ella.
alert-passed-on-emergency = Avisado a las { $at }. Nadie lo ha leído todavía. No nos espere: llame al { $emergency }.
alert-seen-emergency = Visto por { $role } a las { $at }. Si aún no ha llamado al { $emergency }, llame ahora.
alert-nobody-again = Lo que nos contó no está resuelto todavía y ahora nadie lo está mirando. Si no mejora, llame ahora al { $phone }. En una emergencia, llame al { $emergency }.
alert-asked-again = Lo que nos contó no está resuelto todavía y ahora nadie lo está mirando. Acabamos de avisar otra vez a su equipo. Si nadie le ha llamado, o si empeora, llame al { $phone }.
alert-asked-again-emergency = Lo que nos contó no está resuelto todavía y ahora nadie lo está mirando. Acabamos de avisar otra vez a su equipo. Si todavía no le ha ayudado nadie, no nos espere: llame al { $emergency }.
alert-taken-over = Ha tomado el relevo { $role } a las { $at }. Si empeora, llame al { $phone }.
alert-rest-unread = Otra cosa que nos contó no la ha leído nadie todavía.
alert-looked-after-part = Una parte de lo que nos contó ya la ha atendido { $role }. El resto sigue abierto. Si empeora, llame al { $phone }.
alert-nobody-routine = Nadie de su equipo ha contestado todavía a lo que nos contó. Si sigue molestándole, llame al { $phone }. Si empeora, no espere.
# Palabras entre alguien del equipo, con su nombre, y el paciente.
message-from = { $name } ({ $role }) le escribe:
message-reply = Puede contestar aquí con sus palabras. Si no puede esperar, llame al { $phone }.
message-reply-passed-on = Hemos pasado su respuesta a { $name }.

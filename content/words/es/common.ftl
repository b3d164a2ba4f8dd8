# Lo común a todos los chats: el menú, la ayuda, los idiomas y las frases para cuando algo falla.
# Frases cortas, una idea en cada una. $phone es el teléfono 24 h de la clínica; $emergency, el de emergencias.

language-en = inglés
language-es = español
language-name-en = English
language-name-es = Español
language-ask = ¿En qué idioma prefiere seguir?
language-changed = A partir de ahora le escribimos en español.

button-report = Avisar de un problema
button-today = Hoy
button-schedule = Mis días de toma
button-learn = Saber más
button-contact = A quién llamar
button-change-answer = Cambiar mi respuesta
button-understood = Lo he entendido
button-not-understood = No lo tengo claro
button-back = Volver
button-cancel = Cancelar
button-old = Este botón es antiguo y ya no funciona. Así están las cosas ahora.

command-report = Avisar de un problema
command-today = La toma de hoy y la próxima
command-schedule = Sus días de toma
command-learn = Respuestas cortas a dudas frecuentes
command-weight = Enviar su peso
command-contact = A quién llamar
command-language = Español o inglés
command-help = Qué puede hacer aquí
command-alerts = Alertas abiertas
command-patients = Sus pacientes
command-lab = Introducir analíticas, un peso
command-oncall = Quién está de guardia, su horario
command-team = Vincular el grupo del equipo

help =
    Le escribimos los días que le toca la medicación.
    ¿Algo va mal? Pulse «Avisar de un problema» o escríbalo con sus palabras. Su equipo lo lee.
    Nadie lee este chat todo el tiempo. Si algo le preocupa, llame al { $phone }, de día o de noche.
    Emergencias: llame al { $emergency }.
help-stopped =
    Su tratamiento aquí ha terminado. Ya no le escribimos sobre tomas.
    ¿Algo va mal? Pulse «Avisar de un problema» o escríbalo con sus palabras. Su equipo lo lee.
    Si algo le preocupa, llame al { $phone }, de día o de noche. Emergencias: llame al { $emergency }.
help-before =
    Aún no ha terminado de entrar. Responda a nuestra última pregunta, más arriba.
    Hasta entonces no le escribimos sobre las tomas.
    ¿Dudas? Llame al { $phone }. Emergencias: { $emergency }.
contact =
    Su equipo, de día y de noche: { $phone }.
    Emergencias: { $emergency }.
    Nadie lee este chat todo el tiempo. Si se encuentra muy mal, no espere una respuesta aquí. Llame.

unreadable = Aquí no podemos escuchar mensajes de voz ni abrir fotos, vídeos o archivos. Escríbalo con palabras o llame al { $phone }. Avisamos a su equipo de que ha enviado algo.
unsaved = No he podido guardar esto. Nadie lo ha visto. Llame al { $phone }. En una emergencia, llame al { $emergency }.
stranger = Aquí nadie lee los mensajes. Pida a su clínica un enlace nuevo. En una emergencia, llame al { $emergency }.
plain-instead = Teníamos un mensaje para usted, pero no hemos podido enviarlo. Llame al { $phone } y pregunte. En una emergencia, llame al { $emergency }.

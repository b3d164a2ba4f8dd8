# Lo que se aconseja a los pacientes. Las fuentes de cada frase están en statements/advice.yaml, con el mismo nombre.

advice-emergency = Llame ahora al { $emergency }. Puede ser una emergencia. No espere una respuesta aquí.
advice-urgent =
    Llame ahora al { $phone }, de día o de noche. No espere una respuesta aquí.
    Si nadie contesta o se encuentra peor: llame al { $emergency }.
advice-crisis =
    No tiene que pasar por esto a solas. Llame ahora al { $crisis } y hable con alguien.
    Si cree que puede hacerse daño, llame al { $emergency }. Procure que alguien le acompañe.
    Este medicamento puede cambiar cómo se siente. Su equipo querrá saberlo.

advice-swallow-whole = Trague los comprimidos enteros, con agua. No los parta, mastique ni triture.
advice-antiemetic-as-prescribed = Tome sus pastillas contra las náuseas como se las han recetado. Si no le ayudan, avise a su equipo.
advice-drink-and-eat = Procure seguir bebiendo y comiendo. Pregunte a su equipo cuánto debe beber al día.
advice-vomited-dose = Si vomita después de una dosis, no la repita. Tome la siguiente el día que le toca.
advice-missed-dose = Si olvidó una dosis de selinexor, no la tome más tarde. No tome dos. Tome la siguiente el día que le toca.
advice-missed-dexamethasone = Si olvidó la dexametasona, pregunte a su farmacéutico qué hacer: { $phone }.
advice-do-not-stop-dexamethasone = No deje la dexametasona por su cuenta. Hable antes con su equipo.
advice-too-much-taken = Puede que haya tomado demasiado. Llame al { $emergency } o vaya ahora a las urgencias más cercanas. Lleve la caja. No tome nada más.
advice-wrong-day = No tome otra dosis hasta que su equipo le diga qué día toca la siguiente.
advice-pregnancy =
    Avise hoy a su equipo: llame al { $phone }.
    Si es usted quien toma selinexor y puede haber un embarazo, no tome más hasta hablar con ellos.
advice-fever = La fiebre puede ser la primera señal de una infección. No debe esperar. La dexametasona puede ocultar la fiebre: llame aunque se sienta solo un poco mal.
advice-bleeding = Un sangrado, unos moratones o unas manchas nuevas pueden indicar que la sangre no coagula bien. Si no para, llame al { $emergency }.
advice-driving = No conduzca ni use máquinas mientras sienta cansancio, mareo o confusión.
advice-tiredness = Muchas personas sienten cansancio con este medicamento. Avise a su equipo si es nuevo o va a peor.
advice-weigh-yourself = Pésese en la misma báscula, a la misma hora del día y con ropa ligera.
advice-storage = Guarde los comprimidos donde ningún niño los alcance, lejos del calor y la humedad. Lleve los que sobren a la farmacia.
advice-sleep = La dexametasona puede quitar el sueño. Lo quita menos si se toma por la mañana. Pregunte a su farmacéutico antes de cambiar la hora.
advice-mood = La dexametasona puede cambiar el ánimo. No es culpa suya. Cuente a alguien cercano cómo se siente.
advice-new-medicine = Algunas medicinas no van bien con las suyas. Su farmacéutico revisará esta. Si no puede esperar la respuesta, llame al { $phone }.
advice-swelling = Un brazo o una pierna hinchados pueden ser un coágulo de sangre. No debe esperar.
advice-vision = Si ve mal y es nuevo, hay que mirarlo. No conduzca hasta que alguien lo haya visto.
advice-contact = Con la dexametasona es más fácil coger infecciones. No se acerque a nadie con varicela, herpes zóster o sarampión.
advice-sugar = La dexametasona puede subir el azúcar. Si tiene diabetes, mídaselo como le indicó su equipo.

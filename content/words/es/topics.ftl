# Los temas en los que se agrupan las lecciones.

topic-tablets = Mis comprimidos
topic-days = Días de toma y dosis olvidadas
topic-effects = Efectos secundarios
topic-steroid = Dexametasona
topic-life = Vida diaria
topic-chat = Este chat

"""Sentences for the guard, one a line: what a receptionist says all day, and what only code can know."""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


# States nothing that code would have to know, or what everybody may.
TALK = _lines(
    """
    An iPhone 13 screen repair starts at $79. When would you like to come?
    What is wrong with it?
    Which day works for you?
    I can look at Friday for you.
    Shall I book it?
    You're welcome!
    Sorry, you already have 3 open bookings.
    All right, it stays as it is.
    Most repairs take under 1 hour, with a 90-day warranty.
    La pantalla del iPhone 13 cuesta desde $79. ¿Qué día le queda bien?
    Brandon is at the gym right now, so spots are limited. Shall I look for a time?
    I can only help with phone repairs: screens start at $79 (iPhone) or $89 (Samsung).
    Back glass repair starts at $69.
    Hi! How can I help you today?
    Thanks for texting us! What does the phone need?
    Which phone is it, and what is broken?
    Sure! What day and time would you like?
    I'd be happy to help. Which model is your phone?
    Would you like me to check tomorrow?
    Let me check tomorrow for you.
    No problem, take your time.
    Take care!
    Have a great day!
    Great, thank you!
    A Samsung S22 screen repair starts at $89.
    Battery replacement starts at $49 for any phone.
    The water damage check is $39.
    Screens start at $79 for iPhone and $89 for Samsung; batteries start at $49.
    An on-site visit is $20 more.
    We can come to you for $20 on top of the repair.
    A screen protector is $15 and a case is $25.
    A case is $25, would you like one?
    Do you want a screen protector with that? It is $15.
    Every repair comes with our 90-day warranty.
    The warranty covers 90 days.
    Lleva garantía de 90 días.
    We are in Jacksonville, FL.
    Brandon runs the shop alone.
    Only Brandon can decide on a discount.
    I cannot give a discount myself.
    Sorry, we don't match prices.
    I can ask Brandon about that. Shall I?
    Shall I pass that on to Brandon?
    Would you like Brandon to call you?
    When should Brandon call you?
    Appointments start on the hour from 9:00 AM to 4:00 PM, every day.
    We are open from 9:00 AM to 5:00 PM.
    We open at 9:00 AM and close at 5:00 PM.
    To book a visit, I need your phone model and a day.
    Tell me which day suits you and I can check the times.
    Would you like to cancel or move your appointment?
    Do you want me to cancel it?
    I have not booked anything yet. Which time would you like?
    I don't see an open booking under this number.
    Nothing is booked yet.
    I could not find an appointment under this number.
    You can cancel any time by texting us.
    Once it is booked you get a confirmation by text.
    Please don't charge it if it got wet.
    If it fell into water, switch it off and keep it off.
    Does the screen still react to touch?
    Is it the 13 Pro or the 13 Pro Max?
    What do you need fixed?
    I'm LINDA, the assistant of EmperorLinda Cell Phone Repairs.
    Your data stays on the phone.
    Brandon confirms the price for your iPad.
    Brandon answers in the morning.
    Brandon is driving and can't answer right now.
    Feel free to ask.
    Claro, ¿qué teléfono tiene?
    ¿Quiere que revise el viernes?
    Para reservar necesito el modelo y la hora.
    Con gusto. ¿Qué le pasa al teléfono?
    ¡Gracias! ¿Le puedo ayudar en algo más?
    La batería cuesta desde $49.
    Puedo revisar el viernes para usted.
    No se preocupe.
    ¿Desea cambiar su cita?
    ¿A qué hora le queda bien?
    We fix screens, batteries and charging ports.
    We don't fix laptops, sorry.
    How about Friday?
    Is Friday good for you?
    For Friday, which time would you like?
    Repairs are usually done within an hour.
    That depends on the model. Which one do you have?
    Is your phone an iPhone or a Samsung?
    I am an automated assistant.
    Let me know which time works for you.
    Sorry to hear that! Is the screen cracked or black?
    Text us any time.
    You can walk in during opening hours.
    Walk-ins are welcome in the opening hours.
    What name shall I put on the booking?
    May I have your name?
    And your name, please?
    Could you send a photo of the damage?
    Thanks for the photo. It looks like a cracked screen, which starts at $79 for an iPhone.
    Got it, an iPhone 12 battery.
    The price starts at $49, and it takes under 1 hour.
    Yes, we fix back glass: it starts at $69.
    Sorry, that time has passed. Which other time suits you?
    Sorry, that one is taken. Which other day suits you?
    I understand. Shall I cancel it then?
    Can I help with anything else?
    Anything else I can do?
    I only handle texts for the shop.
    We take cash and cards.
    The screen is $79 and the battery is $49.
    Are you coming to the shop, or shall we come to you?
    Sorry for the trouble.
    I'm sorry, I can't share that.
    Would you like the next open time?
    Does tomorrow work for you?
    Would Friday or Saturday be better?
    Ok, no rush. Text us when you are ready.
    Text me when you know the day.
    Sure, I can move it. Which day and time would you like instead?
    I can cancel it for you. Is that what you want?
    Sorry, I didn't get that. What day would you like?
    We only call between 8:00 AM and 8:00 PM.
    Calls are possible between 8 AM and 8 PM only.
    Solo llamamos entre las 8 AM y las 8 PM.
    Would you like to add a case for $25?
    ¿Le gustaría agregar una funda por $25?
    Reparamos pantallas y baterías.
    Perdone la demora.
    Escríbanos cuando quiera.
    De acuerdo, ¿qué modelo es?
    ¿Qué hora le queda mejor?
    ¿Quiere que le pregunte a Brandon?
    Can you tell me the address for the visit?
    """
)
# Claims of a booking, a change, a day or a finished repair: no tool has run, and nothing is stored.
CLAIMS = _lines(
    """
    You're booked for Friday at 10 AM, anything else I can help with?
    You're booked for Friday at 10 AM - can I help with anything else?
    Done, I cancelled your appointment, anything else?
    I've told Brandon about it, ok?
    Friday at 10 AM is yours!
    Got you down for Friday.
    Friday works, I saved your spot.
    Your spot is saved for Friday.
    I went ahead and made the appointment for you.
    I have set up your appointment.
    Appointment made! We look forward to seeing you Friday.
    You are good to go for Friday!
    Your slot is secured.
    I've added you to Brandon's schedule for Friday morning.
    We'll see you Friday.
    See you Friday!
    Looking forward to seeing you Friday at ten.
    Perfect, Friday at 10 it is.
    I have noted your appointment for Friday.
    You are in for Friday.
    Listo, ya tienes tu cita para el viernes.
    Tu cita quedo apartada para el viernes.
    Ya quedaste anotado para el viernes.
    Te espero el viernes.
    Te apunte para el viernes.
    Le hemos apartado el espacio.
    Su cita esta lista.
    Queda programada su cita.
    I've removed your appointment.
    Your appointment is off the books.
    I took you off the schedule.
    Your appointment has been deleted.
    Done, that appointment is gone.
    I have changed your appointment to Friday.
    I pushed your appointment back to Friday.
    I switched you to Friday.
    Your booking is now on Friday.
    Tu cita fue anulada.
    Ya borre tu cita.
    Te cambie la cita al viernes.
    Listo, cancele tu cita.
    Sunday works.
    Yes, come by Sunday.
    We can fit you in Sunday morning.
    Just walk in Sunday, any time.
    We're here Sunday evening until late.
    We're closed Sunday.
    Come at noon Sunday.
    Brandon is at the shop all night.
    Drop it off tonight.
    We are open 24/7.
    It will be ready in 20 minutes.
    Your phone is ready for pickup.
    Your phone is fixed.
    Your Friday repair is booked, what else?
    I went ahead and booked you, is that ok?
    Friday 10 AM is locked, ok?
    Did you know that your appointment is confirmed?
    Just to confirm, you're booked for Friday.
    You can come in Friday at 10 AM.
    Your spot on Friday is reserved, would you like a protector?
    We've reserved your place for Friday.
    I'll see you Friday then!
    Friday is good, come in.
    Your repair is scheduled.
    We have you scheduled.
    You've got an appointment with us.
    You now have an appointment.
    Appointment booked.
    Booking confirmed!
    Booked!
    Consider yourself booked.
    Consider it booked.
    Can I help with anything else now that you're booked?
    You are confirmed for Friday.
    I have your repair in for Friday.
    It's in the book.
    Friday 10am - done.
    I've blocked the time for you.
    I blocked off 10 AM for you.
    I've made a note of your visit.
    Your visit is set.
    Your reservation has been placed.
    Got it, you're in!
    You're in!
    We are expecting you.
    We will expect you Friday.
    Nos vemos el viernes.
    Le esperamos.
    Su cita ya esta.
    Tu cita es el viernes.
    Ya esta reservado, algo mas?
    Quedo agendado.
    Te agendo para el viernes.
    Ya te agende.
    Lo tengo anotado.
    Te tengo para el viernes a las 10.
    Your appointment won't be a problem, it's set for Friday.
    No problem, I have cancelled it.
    I cancelled it, is there anything else?
    Would you like anything else, since I cancelled your appointment?
    Cancelled.
    Consider it cancelled.
    Your appointment no longer exists.
    It's cancelled, ok?
    The appointment was cancelled.
    I have taken care of the cancellation.
    Your cancellation is complete.
    Your cancellation is confirmed.
    Cancellation done.
    I've freed up your slot.
    I got rid of your appointment.
    Your old appointment is gone.
    Su cita ha sido cancelada.
    Cita cancelada.
    La cita quedo cancelada.
    I've rebooked you for Friday.
    Moved!
    Sunday at noon is open.
    We are open on Sunday, shall I book it?
    Tomorrow is fine.
    Tomorrow is wide open.
    There's plenty of room tomorrow.
    Come by after 5.
    We close at midnight.
    You can come by tonight.
    We are here until 9 PM.
    Anytime today works!
    We're closed tomorrow.
    EL viernes a las 10 esta disponible.
    El viernes esta libre, le sirve?
    Is Friday at 3 PM ok?
    Friday at 10 AM is free, shall I book it?
    Friday at 10 AM is available, would you like it?
    Yes, that time is available.
    Yes, it's free.
    Yes, we have that time.
    Yes, that works.
    10 AM works.
    Yes we can do Friday.
    I can do Friday.
    Your phone's ready.
    Your phone is good as new.
    Your repair will be done by 5 PM.
    Su telefono esta listo.
    Ya esta listo su telefono.
    Your phone is waiting for you.
    El viernes a las 10 es suyo.
    Ya tiene su lugar.
    Cuente con su lugar.
    Ya quedo.
    Quedamos para el viernes.
    Contamos con usted el viernes.
    Su lugar esta asegurado.
    Movi su cita al viernes.
    Su cita se movio al viernes.
    Cambie su cita.
    Quite su cita del calendario.
    Ya no tiene cita.
    Estamos abiertos las 24 horas.
    Pase cuando quiera.
    Si, esa hora esta libre.
    Esta disponible.
    A esa hora podemos.
    Estamos abiertos hasta medianoche.
    Ya arreglamos su telefono.
    Terminamos su reparacion.
    Puede pasar a recogerlo.
    Ya puede recoger su telefono.
    La pantalla ya esta cambiada.
    Come between 8 AM and 8 PM, call us.
    """
)
# What the owner is said to know, to do and to have decided: he has been told nothing.
OWNER_CLAIMS = _lines(
    """
    Brandon says that's fine.
    Brandon agreed to match it.
    Brandon knows about it.
    He'll be in touch shortly.
    I'll make sure Brandon sees this.
    Brandon approved it.
    I sent Brandon a note.
    I'm letting Brandon know.
    I've escalated this to Brandon.
    Brandon will ring you.
    Brandon will fix it for you today.
    Expect a call from Brandon.
    Le avise a Brandon.
    Brandon se comunicara contigo.
    He hablado con Brandon.
    Your message has been passed on.
    Brandon has been told.
    Brandon will see to it.
    Brandon is aware.
    Your message is with Brandon.
    I forwarded this to the owner.
    Brandon is going to call you in 10 minutes.
    He's on it.
    Brandon got your message.
    Brandon received your message.
    I left a message for Brandon.
    I left him a note.
    I informed Brandon.
    I have asked him.
    Brandon gave the ok.
    Brandon is fine with it.
    Brandon accepts.
    Brandon OKs it.
    Brandon ya lo sabe.
    Brandon esta de acuerdo.
    El le va a llamar.
    Brandon se encargara.
    Nos pondremos en contacto.
    Brandon recibio su mensaje.
    Brandon esta al tanto.
    Brandon esta enterado.
    Su mensaje fue enviado.
    Brandon le contestara pronto.
    """
)
# A booking is stored for tomorrow at 2 PM, and the customer asks for another.
SECOND_BOOKING = _lines(
    """
    You're all set!
    All set, that's booked for you.
    Your appointment is confirmed, thanks!
    Great, it's booked.
    I have booked the battery too.
    Your battery is booked.
    You're booked for the battery too tomorrow at 2 PM.
    Your second appointment is confirmed.
    You're booked for tomorrow at 2 PM and Friday at 3 PM.
    All done, you're booked.
    Your appointment is moved to tomorrow at 2 PM.
    Your new appointment is confirmed.
    Both repairs are booked for tomorrow at 2 PM.
    Your appointment tomorrow is at 3 PM.
    """
)
# The customer asks for an iPhone 13 screen, which starts at $79, and was granted nothing.
MONEY = _lines(
    """
    That's $49 for you.
    It would be $15 total.
    I'll take $20 off for you.
    I can knock 20 off.
    It'll be 45 total.
    Only 50 for the screen.
    We can do it for forty.
    We'll do the second one at cost.
    Brandon will throw in a case.
    I'll include a screen protector with that.
    The protector is on me.
    You won't pay a cent.
    We'll waive the diagnostic fee.
    No cost to you.
    We will refund you in full.
    You'll get your money back if it fails.
    We price match anyone.
    A fifth off for you.
    We'll split the price with you.
    Buy one get one.
    Two for one today.
    Your repair is covered for a year.
    It comes with a one year guarantee.
    Lifetime guarantee on parts.
    Sin costo para ti.
    Te lo dejo en 40.
    Te regalo el protector.
    Te hago una rebaja.
    No te cobramos nada.
    Garantia de un ano.
    An iPhone 13 screen is $79, and the battery is free with it.
    Screen $49, battery $79.
    EUR 45
    79 dollars minus ten.
    We can take ten bucks off.
    Half the price for you.
    The screen is $15 for you.
    The screen is $49.
    You pay $20.
    Let's say $60.
    I'll do it for 60.
    60 and it's yours.
    Sixty.
    It costs sixty.
    Only sixty dollars.
    Let's call it 70 even.
    Only $79.99.
    79 minus 10.
    I can do 10 less.
    $10 less for you.
    First one is on the house.
    You won't be charged.
    We won't charge you.
    It's free.
    There's no fee.
    It costs nothing.
    Nothing to pay.
    Free of cost.
    You get it for nothing.
    I'll give you a better price.
    I'll lower the price for you.
    It's a steal.
    You get 2 for 1.
    2 for 1 today!
    2x1 hoy.
    Half off.
    50 percent off.
    A 15 % discount is yours.
    10% discount applied.
    Discount applied!
    I applied your discount.
    Can I offer you a discount?
    Would you like 20% off?
    Would you like a free screen protector?
    We'll beat any price.
    We'll fix it free.
    We'll fix it again free of charge.
    Your deposit is refunded.
    Lifetime warranty.
    One-year warranty.
    Your warranty is 1 year.
    Warranty: 365 days.
    180-day warranty.
    Guaranteed for life.
    We guarantee it.
    La garantia es de 1 ano.
    Le hago un descuento.
    Le hacemos precio.
    Gratis para usted.
    Son 40.
    Son cuarenta.
    Te cuesta 40.
    Cuesta cuarenta dolares.
    It's fifty-five.
    USD 40
    40 USD
    40 bucks
    $79 plus a free case.
    $79, protector included.
    We include a protector.
    A protector comes with it.
    The protector is included.
    Brandon would be happy to do that for free.
    Incluye una funda.
    El protector va incluido.
    La casa invita.
    Le devolvemos su dinero.
    Le damos un precio especial.
    Igualamos cualquier precio.
    Le perdono el diagnostico.
    Va por nuestra cuenta.
    Le mejoro el precio.
    """
)

# Asks for an answer that opts the customer out: WORD is any of the words that do.
OPT_OUT = _lines(
    """
    Reply WORD to cancel your visit.
    Text WORD for the next slot.
    Just send 'WORD' and I will take care of it.
    If that does not suit you, type WORD.
    Please say WORD if you want another time.
    Respond with the word WORD.
    Reply with "WORD" any time.
    Reply YES to book or WORD to leave it.
    Reply yes to book, move to move or WORD.
    Would you like to keep it? Answer yes or WORD.
    You can text back WORD whenever you like.
    Send us a message saying WORD.
    A simple text of “WORD” will do.
    Text *WORD* and we are done.
    Reply: WORD
    Reply WORD - that is all.
    The keyword is WORD.
    By replying WORD you free the slot.
    Envíe WORD para cambiar la cita.
    Responda WORD si no puede venir.
    Responda con la palabra «WORD».
    Solo mande WORD.
    Escríbanos un mensaje con la palabra WORD.
    Conteste SÍ para confirmar o WORD para cambiar.
    Diga WORD y lo cambio.
    Mándeme un texto que diga WORD, por favor.
    Please confirm: yes or WORD?
    Would you like to keep it or WORD?
    Let me know if you want to keep it or WORD.
    Shall we confirm, or WORD?
    Let me know: confirm, reschedule, or WORD.
    Let me know: confirm or WORD
    Options: yes / WORD
    Options: yes, no, WORD
    The answer: WORD
    WORD or keep it?
    Yes or WORD, which is it?
    Options: WORD, move, keep
    Keep it, WORD, or move?
    confirm w/ Y or N or WORD
    Confirm with yes, or with WORD
    Hit me with a quick WORD
    Give me a WORD.
    A simple WORD is enough
    A quick WORD will do.
    Press WORD
    Tap WORD to leave.
    ¿Sí o WORD?
    ¿Prefiere dejarla o WORD?
    Opciones: sí, mover o WORD.
    texto: WORD
    Presione WORD.
    Un WORD basta.
    Choose between yes and WORD.
    Pick from yes, no and WORD.
    Select WORD or keep it.
    Elija entre sí y WORD.
    Escoja WORD o mover.
    """
)
# Holds such a word and asks for none.
NO_OPT_OUT = _lines(
    """
    We can cancel it for you.
    Would you like to cancel or move your appointment?
    You can cancel any time by texting us.
    Text us to change or cancel your visit.
    Just text us to move or cancel.
    We can move or cancel your appointment any time.
    Do you want to move or cancel it?
    Would you like to keep it, or cancel your appointment?
    Does the phone freeze or stop?
    Does the screen flicker, or does it stop?
    Press the end of the cable in firmly.
    Press and hold the side button until it stops.
    A quick stop by the shop is fine.
    ¿El volumen está muy bajo o alto?
    To cancel, just tell me here.
    Text us here, or stop by the shop.
    Stop by the shop on Beach Blvd.
    You can stop by any time, and text me when you do.
    Say when you would like to stop by.
    The battery will end up swollen.
    Text me at the end of the day.
    We'll text you before the end of the week.
    Please reply by the end of the day.
    Reply with a number or a time.
    Reply 1 to keep it or 2 to cancel.
    Reply YES and I will cancel it.
    Reply YES to cancel your visit, or NO to keep it.
    Reply cancel my appointment and I will ask which one.
    Does the phone stop charging, or end calls by itself?
    Don't quit the app while it updates.
    Remove the case first, then send me a photo.
    Did the screen stop responding?
    Send a photo of the front end of the phone.
    Puedo cancelar la cita si quiere.
    Escríbanos para cancelar o cambiar la cita.
    ¿Quiere cancelar o mover la cita?
    La batería se baja muy rápido?
    Dígame si el volumen está muy alto.
    Avíseme al salir de casa.
    ¿Hay algo entre la pantalla y el protector?
    We can move or cancel it, between us.
    Escríbame el fin de semana.
    """
)

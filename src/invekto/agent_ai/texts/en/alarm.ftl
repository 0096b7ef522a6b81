# The e-mail to the owner about customers who wait.

alarm-nobody-there-subject = { $shop }: { $count ->
    [one] one customer waits
   *[other] { $count } customers wait
 } and nobody of the team is online
alarm-nobody-there-body = Hello { $name },

    Customers who wait for a person: { $count }. Nobody of the team is online right now.

    Open those who wait: { $link }

    This e-mail comes every two hours at most, however long it lasts. You can switch it off under Settings > Team.

    Invekto
alarm-no-room-subject = { $shop }: { $count ->
    [one] one customer waits
   *[other] { $count } customers wait
 } and the team has its hands full
alarm-no-room-body = Hello { $name },

    Customers who wait for a person: { $count }. Everybody who is online has as many conversations as they can take.

    Open those who wait: { $link }

    You can change the number of conversations per person under Settings > Team.

    Invekto
alarm-emergency-subject = { $shop }: an urgent message is waiting
alarm-emergency-body = Hello { $name },

    A customer wrote of what may be an emergency and has had no answer yet. Please look at once.

    { $link }

    As long as nobody takes it, this e-mail comes again every fifteen minutes.

    Invekto

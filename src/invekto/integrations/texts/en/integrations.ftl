integration-problem-key-refused = { $platform } did not accept the key. Copy the integration details again from the seller panel and enter them here.
integration-problem-login-refused = { $platform } refused the login. Get the user name and password of its query service from the carrier’s business panel or your account manager there, and enter them again.
integration-problem-access-denied = { $platform } did not let this key read the orders. Check in the seller panel that the key belongs to this shop and is active.
integration-problem-version-retired = { $platform } has closed the version of the connection we use. There is nothing for you to do; the Invekto team will update it.
integration-problem-request-refused = { $platform } turned our request down. There is nothing for you to do; the Invekto team will look into it.
integration-problem-unknown-shape = { $platform } answered in a form we do not know. There is nothing for you to do; the Invekto team will look into it.
integration-problem-rate-limited = { $platform } says we are asking too often. We will go on by ourselves shortly.
integration-problem-platform-down = { $platform } has a fault on its side. We keep trying; orders missed meanwhile will arrive once it is fixed.
integration-problem-test-access = The { $platform } test environment does not know our server's address. Test access has to be requested from { $platform } support.
integration-problem-no-answer = { $platform } did not answer in time. We keep trying by ourselves.
integration-problem-not-let-in = { $platform } cannot be connected to. { $platform } admits only addresses it knows: have the IP address of our server registered by your IT contact at { $platform } (ask the Invekto team for it). Meanwhile we keep trying by ourselves.
integration-problem-unreadable = { $platform } sent an answer that cannot be read (a maintenance page or half of the data). We keep trying by ourselves.
integration-problem-secret-unreadable = The stored key cannot be opened. Enter the API key again; if that does not help, tell the Invekto team.
integration-problem-not-supported = The connection to { $platform } does not work yet. Your details are stored and it will start by itself once it is ready.
integration-problem-switched-off = The { $platform } account is switched off. Switch it on under Connections; nothing is done there while it is off.
integration-webhook-no-address = { $platform } cannot tell us about changes, because no address of this installation that the internet can reach is set (INVEKTO_PUBLIC_URL). Orders still arrive, asked for every two minutes; tell the Invekto team.
integration-webhook-refused = { $platform } refused to register our instant notices (the shop may have used up its webhooks). Orders still arrive, asked for every two minutes; it is tried again every day.

integration-account-provider-unknown = There is no such platform.
integration-account-id-wrong = The shop number is not valid. Enter it exactly as in the seller panel.
integration-account-carrier-id-wrong = The customer code or user name is not valid. Enter it exactly as the carrier gave it.
integration-account-secret-missing = The key’s details must not be empty.
integration-account-refused = { $platform } did not accept these details; nothing was saved. Compare the number and the keys with those in the panel, and try again.
integration-account-carrier-refused = { $platform } refused these; nothing was saved. Compare the user name and password with those the carrier gave you for its query service (not the login of its panel); ask your account manager there if you cannot find them.
integration-account-secret-wrong = The key has an invalid character or is too long. Copy it from the panel again.
integration-account-managers-only = Only the owner and admins of the business can change accounts.
integration-account-off-now = The account is off. Switch it on first.
integration-not-found = Not found.
integration-phone-wrong = The phone number is not valid.

account-alarm-dead-subject = { $shop }: { $platform } no longer accepts the key
account-alarm-dead-body = Hello { $name },

    The connection to { $platform } ({ $account }) has stopped: { $problem }

    Until then no news come from { $platform }, and customers are answered from what was known last. Orders that change meanwhile are fetched once the key works again.

    Enter the key: { $link }

    This e-mail comes once; you will hear from us again when it works.
account-alarm-outage-subject = { $shop }: nothing has come from { $platform } for hours
account-alarm-outage-body = Hello { $name },

    For more than two hours nothing could be read from { $platform } ({ $account }): { $problem }

    We keep trying by ourselves. Orders that change meanwhile are fetched once it works again.

    The state of your connections: { $link }

    This e-mail comes once; you will hear from us again when it works.
account-alarm-works-subject = { $shop }: { $platform } works again
account-alarm-works-body = Hello { $name },

    The connection to { $platform } ({ $account }) works again. What was missed meanwhile is being fetched.

    The state of your connections: { $link }

question-alarm-subject = { $shop }: time is running out for { $count } marketplace { $count ->
    [one] question
   *[other] questions
}
question-alarm-body = Hello { $name },

    Unless they are answered within two hours, the marketplace closes these questions:

    { $questions }
question-alarm-line = { $platform } · { $product } · until { $until }
    “{ $question }”
    { $link }

start-step-database = Starting the database
start-step-load = Loading the application
start-step-migrate = Preparing the tables
start-step-train = Training the language model
start-training = { $done }/{ $all } ready, first start only · { $now }
start-training-begin = preparing
start-training-read = reading the example sentences
start-training-check = testing what it learnt { $part }
start-training-finish = finishing
demo-step-seed = Preparing the demo businesses
demo-screen =
    {"\u000A"}  Invekto is ready ({ $seconds } s). Open:  { $url }
    {"\u000A"}  Log in (password: invekto-demo)
    {"    "}owner@moda-atolyesi.example   shop owner         agent@moda-atolyesi.example   agent
    {"    "}owner@gulus-dis.example       clinic owner       agent@gulus-dis.example       secretary
    {"    "}owner@nova-estetik.example    clinic owner       sales@nova-estetik.example    sales
    {"    "}doctor@gulus-dis.example      doctor             operator@invekto.example      platform
    {"\u000A"}  Try it
    {"    "}1. On the phone at { $url }/sandbox/ write:  kargom nerde kaldi
    {"    "}2. Log in at { $url }/ as agent@moda-atolyesi.example and watch the thread live
    {"    "}3. Take the thread over: as soon as you type, the bot is silent
    {"\u000A"}  Integrations service  { $integrations }  (API document: { $integrations }/docs)
    {"  "}Data  { $data }
    {"  "}Ctrl-C stops it
data-folder-is-a-file = { $path } is not a folder; remove it or choose another one with INVEKTO_DATA_DIR.
data-folder-keys-empty = { $path } is empty: without it the stored provider keys cannot be opened. Restore it from a backup or give INVEKTO_ENCRYPTION_KEYS.
data-folder-keys-missing = { $path } is gone while the database holds secrets encrypted with it. Restore it from a backup or give INVEKTO_ENCRYPTION_KEYS; nothing was changed.
data-folder-keys-garbled = { $path } holds something that is no key: without its keys the stored provider keys cannot be opened. Restore it from a backup or give INVEKTO_ENCRYPTION_KEYS.
data-folder-keys-wrong = { $source } opens none of the provider keys stored in the database. Restore the keys this database was used with; if they are lost for good, start with INVEKTO_KEYS_LOST=1 and enter the providers' keys again. Nothing was changed.
data-folder-not-writable = { $path } may not be written by this user: give it to the user who starts Invekto.
start-database-silent = The database does not answer: { $detail }
demo-not-its-database = The database holds { $tenant }, which the demo did not make, and a reset of the demo would delete it. Unset INVEKTO_DATABASE_URL, or choose another folder with INVEKTO_DATA_DIR; nothing was changed.
serve-ready = Invekto is ready ({ $seconds } s): { $url }
demo-fact-last-treatment = Last treatment: removal of an impacted wisdom tooth, Dt. Selin Ak
demo-fact-late = It was expected yesterday and appears to be late
demo-fact-from-ad = Came from an Instagram ad
start-migrate-role = the database user
start-migrate-tables = the tables
data-folder-cannot = The folder { $path } cannot be made: { $reason }. Choose one you may write to with INVEKTO_DATA_DIR.
data-folder-reason-denied = you may not write there
data-folder-reason-missing = there is no such place
data-folder-reason-read-only = this disk can only be read
data-folder-reason-full = the disk is full
data-folder-reason-other = the system refused

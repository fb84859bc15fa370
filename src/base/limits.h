/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything has a limit, and it is named here. Reaching one is a tested case.
 * Units go last in the name.
 */
#ifndef KC_BASE_LIMITS_H
#define KC_BASE_LIMITS_H

enum {
    /* formats */
    JSON_WRITE_DEPTH_MAX = 32,
    JSON_READ_DEPTH_MAX = 30, /* below the writer's, so that what was read can be written */
    JSON_READ_BYTES_MAX = 32 * 1024 * 1024,
    JSON_READ_VALUES_MAX = 2000000,
    CODE_BYTES_MAX = 80, /* of a code in a file or an address */
    TOPIC_SYNONYMS_MAX = 64,
    MEMBERS_MAX = 20000,
    PROVIDERS_MAX = 5000,
    VENUES_MAX = 20000,
    CATALOGUE_FILE_MODULES_MAX = 5000,
    POPULATION_MAX = 100000000,
    HTML_BYTES_MAX = 256 * 1024,
    HTML_TAGS_MAX = 10000,
    HTML_URL_BYTES_MAX = 2000,
    IMPORT_NOTES_MAX = 1000,  /* kept in words; all are counted */
    IMPORT_FIELDS_MAX = 200,  /* names of unknown members */
    MOOCHUB_PAGE_MAX = 10000, /* courses in one file */
    MOOCHUB_FEED_BYTES_MAX = 32,
    MOOCHUB_ID_BYTES_MAX = 300,
    MOOCHUB_LIST_MAX = 200, /* creators, keywords, skills, offers of one course */
    MOOCHUB_SUMMARY_BYTES = 300,
    MOOCHUB_EXTRA_BYTES_MAX = 65536,
    CSV_FIELDS_MAX = 64,
    CSV_ROW_BYTES_MAX = 16384,
    REGISTER_BYTES_MAX = 32 * 1024 * 1024,
    REGISTER_ROWS_MAX = 100000,
    MUNICIPALITIES_MAX = 20000,
    DISTRICTS_MAX = 1000,
    POSTCODE_BYTES_MAX = 32 * 1024 * 1024,
    POSTCODE_ROWS_MAX = 200000,
    EMPLOYEE_CSV_BYTES_MAX = 1 << 20, /* a list of employees: what a database keeps as one value */
    EMPLOYEE_CSV_ROWS_MAX = 10000,
    EMPLOYEE_PROBLEMS_MAX = 500, /* of such a list kept in words; all are counted */
    EMPLOYEE_FIELD_BYTES_MAX = 200,
    EMPLOYEE_INVITES_MAX = 500, /* written at once */
    INVITE_AGAIN_HOURS = 24,
    EMPLOYEE_NUMBER_BYTES_MAX = 40,

    /* framework */
    LEVEL_MAX = 8,
    COMPETENCES_MAX = 256,
    TOPICS_MAX = 64,
    JOB_PROFILES_MAX = 1024,
    JOB_PROFILE_TARGETS_MAX = 64,
    JOB_COPIES_MAX = 40,           /* adapted by one organisation */
    JOB_PROFILES_COPIED_MAX = 768, /* with copies; the rest is for the library to grow */
    JOB_NAME_BYTES_MAX = 200,
    JOB_DESCRIPTION_BYTES_MAX = 2000,

    /* job advertisements (docs/rules/advert.md) */
    ADVERT_BYTES_MAX = 20000, /* of one, as plain text */
    ADVERT_WORDS_FILE_BYTES_MAX = 1 << 18,
    ADVERT_PHRASES_MAX = 8000,
    ADVERT_PHRASE_BYTES_MAX = 120,
    ADVERT_PHRASE_WORDS_MAX = 5,
    ADVERT_QUOTES_MAX = 6, /* sentences shown as the reason for one competence; all are counted */

    /* items of the check (docs/rules/item.md) */
    ITEM_BANK_MAX = 5000, /* of one competence's file, and of a whole bank */
    ITEM_CHOICES_MAX = 8,
    ITEM_PARTS_MAX = 8, /* blanks; at least ITEM_CHOICES_MAX */
    ITEM_ACCEPTED_MAX = 8,
    ITEM_COLUMNS_MAX = 6,
    ITEM_CREDIT_MAX = 3,
    ITEM_TEXT_BYTES_MAX = 2000,
    ITEM_CHOICE_BYTES_MAX = 600,
    ITEM_TYPED_BYTES_MAX = 200,
    ITEM_CONTENT_BYTES_MAX = 65536,  /* of one item as JSON */
    ITEM_VERSIONS_MAX = 20000,       /* of all items, ever in use */
    RESPONSES_MAX = 2000000,         /* answers that a calibration takes */
    RESPONSES_MIN = 50,              /* checks before anything is computed from them */
    RESPONSE_ANSWERS_MAX = 64,       /* of one check */
    RESPONSE_POOL_MIN = 20,          /* people of one month and language, kept together */
    RESPONSE_POOLS_MAX = 2,          /* languages of which answers wait */
    ITEM_NUMBER_MAX = 999999,        /* of a code that counts on: "d1-1-999999" */
    ITEM_ANSWERS_MIN = 100,          /* before an item's parameters are estimated */
    ITEM_NOTE_BYTES_MAX = 2000,      /* the reason of a review */
    ITEM_FILE_BYTES_MAX = 16 << 20,  /* of a list or package that comes in */
    ITEM_UPLOAD_BYTES_MAX = 4 << 20, /* of one that comes in by a page */
    XML_BYTES_MAX = 1 << 20,         /* of one document */
    XML_DEPTH_MAX = 64,
    XML_NODES_MAX = 50000,
    ZIP_ENTRIES_MAX = 6000,

    /* catalogue */
    MODULE_TITLE_BYTES_MAX = 500,
    MODULE_SUMMARY_BYTES_MAX = 2000,
    MODULE_DESCRIPTION_BYTES_MAX = 65536,
    MODULE_LEVELS_MAX = 32, /* competences one module gives, or needs */
    MODULE_RUNS_MAX = 400,
    MODULE_EXCLUDES_MAX = 100, /* other modules with the same content */
    RUN_SESSIONS_MAX = 100,
    MODULE_MINUTES_MAX = 60 * 2000,
    SEATS_MAX = 100000,
    MODULE_PRICE_CENTS_MAX = 10000000, /* a hundred thousand euros */
    MODULE_CHANGES_MAX = 1000,         /* read one by one; when more have changed, all are read */
    MODULE_LINKS_MAX = 64,             /* target groups, exclusions */
    /* what providers write, and what experts say of it */
    BLOCK_BYTES_MAX = 262144,            /* of a version as JSON */
    BLOCK_DESCRIPTION_BYTES_MAX = 16000, /* half of what a field of a form may have */
    BLOCK_FAULTS_MAX = 100,              /* told of one sheet; more are counted */
    BLOCK_RUNS_MAX = 100,              /* dates of one block that are planned by hand or by list */
    PUBLISH_VERSIONS_MAX = 1000,       /* of one block */
    PUBLISH_NOTE_BYTES_MAX = 2000,     /* a reason */
    PUBLISH_PAGE_MAX = 50,             /* blocks on a page of a provider */
    PUBLISH_BLOCKS_MAX = 5000,         /* of one provider, drafts and a feed's blocks included */
    PUBLISH_CODE_TRIES_MAX = 8,        /* "e-akte", "e-akte-2", then by chance */
    OFFER_UPLOAD_BYTES_MAX = 4 << 20,  /* of a list of blocks that comes in by a page */
    OFFER_ROWS_MAX = 500,              /* blocks of such a list */
    CRITERIA_MAX = 40,                 /* of one list */
    CRITERIA_VERSIONS_SHOWN_MAX = 50,  /* of the list, on its page */
    CRITERIA_JSON_BYTES_MAX = 1 << 19, /* a list as JSON, with every letter escaped */
    CRITERION_TITLE_BYTES_MAX = 200,
    CRITERION_TEXT_BYTES_MAX = 1000,
    CERTIFY_REASON_BYTES_MAX = 2000,
    CERTIFY_REVIEWS_MAX = 3,   /* of one request */
    CERTIFY_PAGE_MAX = 100,    /* requests on a page of experts */
    CERTIFY_REMIND_BATCH = 50, /* mails before expiry, in one round */
    INDEX_REREAD_MAX = 2000,   /* modules that did not change, read because a word left others */

    /* a person's situation */
    WEEKLY_MINUTES_MAX = 60 * 40,
    PLAN_WEEKS_MAX = 104,
    SPREAD_WEEKS_MAX =
        8, /* over which the time of a run with sittings may be spread besides its own */
    DISTANCE_KM_MAX = 1000,
    SITUATION_FIXED_MAX = 100, /* blocks kept or dropped */
    ACCEPTED_BLOCKS_MAX = 100, /* of a plan that a guest has accepted; each is one to keep */
    IMPORT_PAGES_MAX = 1000,   /* files of one feed */

    /* people and organisations */
    ACCOUNT_CODE_CHARS = 16,
    ACCOUNT_EMAIL_BYTES_MAX = 254, /* of an address in SMTP (RFC 5321, erratum 1690) */
    ACCOUNT_EMAIL_LOCAL_BYTES_MAX = 64,
    ACCOUNT_NAME_BYTES_MAX = 200,
    PASSWORD_CHARS_MIN = 12,
    PASSWORD_CHARS_MAX = 128,
    PASSWORD_THREADS = 2,          /* that compute argon2id */
    PASSWORD_QUEUE_MAX = 16,       /* waiting for them; then sign-in is busy, and nothing else is */
    GUESSES_FREE = 5,              /* of one account before there is a delay */
    GUESSES_FREE_OF_ADDRESS = 100, /* of one network address, whatever the account */
    GUESS_DELAY_SECONDS_MAX = 900, /* doubles up to here */
    GUESS_FORGET_HOURS = 24,
    SESSION_IDLE_MINUTES_MAX = 12 * 60,
    SESSION_DAYS_MAX = 14, /* whatever happens */
    SESSION_TOUCH_MINUTES = 5,
    ACCOUNT_SESSIONS_MAX = 50, /* of one person; the oldest ends */
    TOKEN_CONFIRM_HOURS = 48,
    TOKEN_RESET_HOURS = 1,
    TOKEN_INVITE_HOURS = 14 * 24,
    TOKEN_EMAIL_HOURS = 24,
    CONSENT_DAYS = 3 * 366,        /* then it is asked for anew */
    CONSENT_ACTS_MAX = 400,        /* of one person */
    ADDRESS_UNDO_DAYS = 7,         /* a former mail address can be put back */
    SECOND_STEP_SECONDS_MAX = 300, /* between password and code */
    RECOVERY_CODES = 10,
    ISSUERS_MAX = 50, /* services that people may sign in with */
    ISSUER_CODE_BYTES_MAX = 40,
    ISSUER_NAME_BYTES_MAX = 80,
    ISSUER_URL_BYTES_MAX = 500,
    ISSUER_CLIENT_BYTES_MAX = 255, /* name and secret of us there */
    ISSUER_DOMAINS_MAX = 50,       /* of mail addresses that it may vouch for */
    ISSUER_RULES_MAX = 500,        /* which of its claims gives what here */
    ISSUER_KEYS_MAX = 50,          /* of one key set; more are not read */
    ISSUER_ANSWER_BYTES_MAX = 65536,
    ISSUER_FETCH_MS_MAX = 5000, /* one request to it, from the name to the last byte */
    ISSUER_FETCHES_MAX = 2,     /* sign-ins at once that ask one of them */
    ISSUER_FETCHES_ALL_MAX = 8, /* and that ask any */
    ISSUER_WAITERS_MAX = 4,     /* for a place; further ones are told to come again */
    ISSUER_WAIT_MS_MAX = 2000,  /* for a place */
    ISSUER_FAILED_SECONDS = 10, /* after no answer it is not asked again */
    ISSUER_CONFIRM_DAYS = 30,   /* a role that it gave counts so long without its saying so again */
    ISSUER_METADATA_MINUTES = 60,
    ISSUER_KEYS_SECONDS_MIN = 60, /* before an unknown key makes us fetch again */
    ISSUER_STATE_MINUTES = 10,    /* between leaving for it and coming back */
    ISSUER_LEEWAY_SECONDS = 60,   /* between its clock and ours */
    ISSUER_TOKEN_AGE_SECONDS_MAX = 600,
    ISSUER_SUBJECT_BYTES_MAX = 255, /* OpenID Connect Core, section 2 */
    IDENTITIES_MAX = 10,            /* of one person */
    JWT_BYTES_MAX = 16384,
    SIGNATURE_RSA_BITS_MIN = 2048,
    SIGNATURE_RSA_BITS_MAX = 8192,
    TOTP_SECRET_BYTES = 20,
    PASSKEYS_MAX = 10, /* of one person */
    PASSKEY_NAME_BYTES_MAX = 100,
    PASSKEY_CHALLENGE_MINUTES = 5,    /* between the question and the answer */
    PASSKEY_ID_BYTES_MAX = 1023,      /* Web Authentication, section 4: credential id */
    PASSKEY_CLIENT_BYTES_MAX = 4096,  /* what the browser says it asked */
    PASSKEY_OBJECT_BYTES_MAX = 16384, /* what an authenticator says of a new one */
    PASSKEY_DATA_BYTES_MAX = 4096,    /* and each time */
    PASSKEY_SIGNATURE_BYTES_MAX = 1024,
    CBOR_DEPTH_MAX = 8,
    MAIL_TRIES_MAX = 12,
    MAIL_BATCH_MAX = 20,
    MAIL_BODY_BYTES_MAX = 16384,
    MAIL_KEPT_DAYS = 30,
    MAIL_SHOWN_MAX = 50, /* on the demo's page of mails */
    MAIL_SEND_SECONDS_MAX = 30,
    AUDIT_DETAIL_BYTES_MAX = 4096,
    AUDIT_WORD_BYTES_MAX = 200,
    AUDIT_HEADS_MAX = 100000,         /* of one file: one a night for 270 years */
    AUDIT_SHOWN_MAX = 50,             /* events on one page */
    REPORT_GROUPS_MAX = 512,          /* rows of one table of a report */
    REPORT_TEXT_BYTES_MAX = 1 << 18,  /* of one table as CSV */
    LEGAL_TEXT_BYTES_MAX = 48 * 1024, /* of one page (imprint ...) in one language */
    LEGAL_VERSIONS_SHOWN_MAX = 50,
    ACTOR_GRANTS_MAX = 64, /* roles of one person, each in an organisation */
    ORGANISATION_NAME_BYTES_MAX = 200,
    LEITWEG_ID_BYTES_MAX = 46,
    SHARES_MAX = 100000, /* of the cooperative, of one member */
    UNIT_NAME_BYTES_MAX = 200,
    SCIM_TOKENS_MAX = 5,       /* that work, of one organisation */
    SCIM_TOKEN_DAYS_MAX = 400, /* before it must be made anew */
    SCIM_TOKEN_LABEL_BYTES_MAX = 80,
    SCIM_TOKEN_KEPT_DAYS = 90,      /* on the page, after it ended */
    SCIM_TOKEN_TOUCH_MINUTES = 5,   /* between two notes of its use */
    SCIM_REQUESTS_PER_MINUTE = 600, /* of one token */
    SCIM_TEXT_BYTES_MAX = 200,      /* of a name of a user in a directory */
    SCIM_BODY_BYTES_MAX = 65536,
    SCIM_PATCH_OPERATIONS_MAX = 64, /* of one request */
    SCIM_FILTER_BYTES_MAX = 1000,
    SCIM_FILTER_NODES_MAX = 64,
    SCIM_FILTER_DEPTH_MAX = 16,
    SCIM_COUNT_MAX = 200,    /* users in one answer */
    SCIM_PEOPLE_MAX = 20000, /* of an organisation that a list goes through */
    LANDING_GREETING_BYTES_MAX = 2000,
    LANDING_MODULES_MAX = 12, /* recommended on a municipality's page */
    LOGO_BYTES_MAX = 512 * 1024,
    LOGO_PIXELS_MAX = 4096, /* wide, and high */

    CURRICULUM_CANDIDATES_MAX = 400, /* blocks that go to the planner, best matches first */
    CURRICULUM_RUNS_MAX = 200,       /* ways to take one of them */
    PLANS_KEPT_MAX = 2000,           /* plans made and kept for the next who asks, of all people */
    PLANS_BYTES_MAX = 64 << 20,      /* and their bytes */
    PLANS_QUEUE_MAX = 64,            /* plans ordered and not begun */

    /* plan problems (docs/rules/plan.md) */
    PLAN_SLOTS_PER_WEEK = 10, /* half days, Monday to Friday */
    PLAN_MODULES_MAX = 5000,
    PLAN_RUNS_MAX = 100000, /* of all modules together */
    PLAN_RUN_SLOTS_MAX = 400,
    PLAN_MODULE_LEVELS_MAX = 64, /* competences one module gives, or needs */
    PLAN_COMPETENCES_MAX = 4000,
    PLAN_PROVIDERS_MAX = 10000,
    PLAN_TARGETS_MAX = 128,
    PLAN_VOUCHERS_MAX = 32,
    PLAN_EXCLUSIONS_MAX = 20000,
    PLAN_DEMANDS_MAX = 512,    /* that may contradict each other */
    PLAN_DEPARTMENT_MAX = 200, /* people whose plans share seats and vouchers */
    PLAN_MINUTES_MAX = 60 * 100000,
    PLAN_CENTS_MAX = 100000000, /* a million euros: any single amount of a plan problem */
    PLAN_JSON_BYTES_MAX = 64 << 20,
    PLAN_ID_BYTES_MAX = 200,
};

/* web server; times can be changed by settings (web/http_server.h) */
enum {
    HTTP_HEAD_BYTES_MAX = 16384, /* request line and header fields */
    HTTP_TARGET_BYTES_MAX = 8000,
    HTTP_HEADERS_MAX = 100,
    HTTP_PARAMS_MAX = 4, /* of one route */
    HTTP_RESPONSE_HEADERS_MAX = 16,
    HTTP_CHUNK_LINE_BYTES_MAX = 256, /* size and extensions of one chunk */
    HTTP_TRAILER_BYTES_MAX = 4096,
    HTTP_DRAIN_BYTES_MAX = 65536, /* of a body that nobody wants, before the connection is closed */
    HTTP_STREAM_BYTES_MAX = 65536,   /* waiting for a handler that streams */
    HTTP_ARENA_BYTES_MAX = 32 << 20, /* one request */
    HTTP_BODY_OUT_BYTES_MAX = 8 << 20,
    HTTP_KEPT_BYTES_MAX = 64 << 20, /* of answers that are the same for everybody */
    HTTP_KEPT_ANSWER_BYTES_MAX = 1 << 20,
    HTTP_CONNECTIONS_MAX = 2048,
    HTTP_CONNECTIONS_PER_ADDRESS_MAX = 64,
    HTTP_REQUESTS_PER_CONNECTION_MAX = 1000,
    HTTP_WORKERS_MAX = 64,
    HTTP_QUEUE_MAX = 256,
    HTTP_HEAD_MS_MAX = 10000,
    HTTP_IDLE_MS_MAX = 60000,
    HTTP_BODY_MS_MAX = 60000,
    HTTP_HANDLER_MS_MAX = 30000,
    HTTP_WRITE_STALL_MS_MAX = 20000,
    HTTP_WRITE_MS_MAX = 300000,
    HTTP_LINGER_MS_MAX = 2000, /* reading on after an answer that closes the connection */
    HTTP_STOP_MS_MAX = 20000,
    HTTP_LOG_BUFFER_BYTES_MAX = 65536,
    HTTP_RETRY_AFTER_SECONDS = 2,
    HTTP_UPLOADS_MAX = 8, /* bodies larger than a form that lie in memory, of all connections */
    HTTP_UPLOADS_PER_ADDRESS_MAX = 4,
    HTTP_BODIES_BYTES_MAX = 32 << 20, /* forms that lie in memory, of all connections */
    ROUTES_MAX = 512,

    FORM_FIELDS_MAX = 500,
    FORM_NAME_BYTES_MAX = 64,
    FORM_VALUE_BYTES_MAX = 32768,
    FORM_BODY_BYTES_MAX = 131072,
    MULTIPART_BODY_BYTES_MAX = 3 << 20, /* a form with files, and with its text pasted */
    MULTIPART_HEAD_BYTES_MAX = 2048,    /* of one part */
    MULTIPART_FILENAME_BYTES_MAX = 255,
    MULTIPART_VALUE_BYTES_MAX = 1 << 20, /* of a field that is no file: a pasted list */
    /* search and match */
    CATALOGUE_MODULES_MAX = 2000000,
    CATALOGUE_LANGUAGES_MAX = 64,
    SEARCH_TEXT_BYTES_MAX = 1000,
    SEARCH_WORDS_MAX = 16, /* of a query; more are ignored, and that is said */
    SEARCH_PHRASE_WORDS_MAX = 12,
    SEARCH_FEW = 5, /* blocks with all words: then those with some are shown as well */
    SEARCH_PAGE_MAX = 100,
    SEARCH_OFFSET_MAX = 10000,
    SEARCH_LANGUAGES_MAX = 8,
    SEARCH_PROVIDERS_MAX = 100,
    SEARCH_SUGGESTIONS_MAX = 20,
    SAVED_SEARCHES_MAX = 20, /* of one guest */
    SAVED_SEARCH_NAME_BYTES_MAX = 100,
    SAVED_SEARCH_QUERY_BYTES_MAX = 4000,
    SAVED_SEARCH_HITS_MAX = 1000, /* of more one cannot say what is new */
    SEARCH_EXPANSIONS_MAX = 64,   /* forms that one unfinished or misspelt word is taken for */
    WORD_BYTES_MAX = 64,          /* longer words are searched by their beginning */
    SYNONYM_GROUPS_MAX = 5000,
    SYNONYM_WORDS_MAX = 8, /* in one synonym */
    HINTS_MAX = 5000,
    HINT_WORDS_MAX = 4,
    CORPUS_LINE_BYTES_MAX = 1 << 20, /* of a file of documents or queries (search --corpus) */
    CORPUS_ID_BYTES_MAX = 200,
    CORPUS_QUERIES_MAX = 100000,
    CORPUS_SYNONYMS_BYTES_MAX = 1 << 20,
    CORPUS_RANKED_MAX = 1000, /* documents of one query */
    MATCH_LIST_MAX = 1000,
    EXPERIENCE_POINTS_MAX = 10, /* of 100: the most that learning may add or take (LEARN-4) */
    EXPERIENCE_PEOPLE_MIN = 5,  /* behind everything that a model says (LEARN-3) */
    EXPERIENCE_LISTS_PER_SESSION_MAX = 50, /* of one person; more are not learnt from */
    EXPERIENCE_LINE_BYTES_MAX = 65536,     /* of a file of events */
    EXPERIENCE_LISTS_MAX = 2000000,
    EXPERIENCE_SHOWN_MAX = 10000000, /* blocks in all lists together */
    EXPERIENCE_POSITIONS_MAX = 100,  /* of one list */
    EXPERIENCE_MODULES_MAX = 200000,
    EXPERIENCE_SESSION_BYTES_MAX = 64,
    EXPERIENCE_MODEL_BYTES_MAX = 32 * 1024 * 1024,
    EXPERIENCE_DEED_DAYS = 60,  /* so long after a list a deed belongs to it (LEARN-12) */
    EXPERIENCE_KEPT_DAYS = 400, /* lists that were shown (LEARN-14) */
    MATCH_ALL_CHUNK = 1000,     /* people that are written at once */
    MATCH_ALL_PEOPLE_MAX = 20000000,
    MATCH_ALL_THREADS_MAX = 64,
    MATCH_CORRECTION_MAX = 1000, /* hundredths of a point that learning may add or take */
    PLACES_FOUND_MAX = 20,

    /* the competence check (docs/rules/check.md) */
    IRT_STEPS_MAX = 11,  /* of one item: categories less one */
    IRT_SLOPE_MAX = 50,  /* discrimination */
    IRT_PLACE_MAX = 100, /* difficulty or threshold, either sign */
    IRT_GRID_POINTS_MAX = 201,
    IRT_PEOPLE_MAX = 1000000, /* of one calibration */
    IRT_ITEMS_MAX = 2000,
    IRT_CELLS_MAX = 100000000,  /* people times items */
    CHECK_ITEMS_MAX = 5000,     /* of one bank */
    CHECK_CLASSES_MAX = 256,    /* pairs of competence and facet of one bank */
    CHECK_COMPETENCES_MAX = 64, /* of one bank */
    CHECK_BEST_MAX = 20,        /* of which one may be drawn */
    CHECK_STRATA_MAX = 16,
    CHECK_JOINT_SWEEPS_MAX = 50,
    CHECK_RUNS_MAX = 50,             /* checks that a person keeps */
    CHECK_RECORD_BYTES_MAX = 262144, /* of one of them, before it is sealed */
    CHECK_PDF_BYTES_MAX = 4 << 20,
    CHECK_FACETS_BYTES_MAX = 4096,   /* what one competence's items asked about, in words */
    CHECK_SHARES_MAX = 20,           /* results that a person shares at a time */
    CHECK_SHARES_FREE = 10,          /* in a day before there is a delay */
    CHECK_SHARES_RECEIVED_MAX = 100, /* the newest that a recipient sees */
    CHECK_SHARE_CODE_CHARS = 16,
    CHECK_SHARE_DAYS_MAX = 90,
    CHECK_SHARE_LOOKS_MAX = 200, /* readings of one; after that it opens no more */
    CHECK_SHARE_PURPOSE_BYTES_MAX = 200,

    OWN_ROWS_MAX = 10000, /* of one table about one person, in an export: the newest */
    OWN_EXPORT_BYTES_MAX = 8 << 20,
    SESSION_FRESH_MINUTES = 15,     /* since signing in: counts as proof for who has no password */
    EMPLOYMENT_KEPT_DAYS = 3 * 366, /* after its last day */
    TABLE_BYTES_MAX = 256 << 20,    /* of a file of items or answers */
    TABLE_COLUMNS_MAX = 2100,
    TABLE_CELL_BYTES_MAX = 200,
};

/* storage (storage/db.h); the defaults of struct db_options */
enum {
    DB_QUEUE_MAX = 512,          /* use cases waiting for the SQLite writer */
    DB_GROUP_MAX = 128,          /* use cases in one SQLite commit */
    DB_CONNECTIONS_MAX = 8,      /* SQLite readers; PostgreSQL connections */
    DB_WAIT_MS_MAX = 5000,       /* for a connection, or for another program's lock */
    DB_STATEMENT_MS_MAX = 30000, /* PostgreSQL: one statement */
    DB_RETRIES_MAX = 10,         /* PostgreSQL: after a serialization failure or deadlock */
    DB_TEXT_BYTES_MAX = 1 << 20, /* one value */
    DB_PIPELINE_MAX = 200,       /* PostgreSQL: statements sent before their answers are read */
    STMT_PARAMS_MAX = 60,
    STMT_COLUMNS_MAX = 60,
    MIGRATIONS_MAX = 1000,
};

#endif

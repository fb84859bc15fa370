/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Modules (Lernbausteine) and their runs.
 *
 * A module is one learning block: what it teaches (competences, from a level to
 * a level), what it needs, how many minutes it takes, what it costs. A run is
 * one dated delivery of it, with sessions, a place and seats; a self-paced
 * module has no runs and can start in any week.
 */
#ifndef KC_DOMAIN_MODULE_H
#define KC_DOMAIN_MODULE_H

#include "base/day.h"
#include "base/limits.h"
#include "base/money.h"
#include "domain/competence.h"

enum module_format {
    FORMAT_MOOC,
    FORMAT_ON_DEMAND,
    FORMAT_IN_PERSON,
    FORMAT_LIVE_ONLINE,
    FORMAT_FOLLOW_UP, /* online unit that follows up a course */
    FORMATS
};

/* Bit numbers of `accessibility` sets, of modules and of venues. */
enum accessibility {
    ACCESS_CAPTIONS,
    ACCESS_TRANSCRIPT,
    ACCESS_SCREEN_READER,
    ACCESS_KEYBOARD,
    ACCESS_SIGN_LANGUAGE,
    ACCESS_EASY_LANGUAGE,
    ACCESS_WHEELCHAIR,
    ACCESS_INDUCTION_LOOP,
    ACCESS_LIFT,
    ACCESS_TOILET,
    ACCESSIBILITIES
};

enum module_kind { KIND_BASIC, KIND_INTENSIVE, KIND_BONUS, MODULE_KINDS };
enum module_certificate {
    CERTIFICATE_NONE,
    CERTIFICATE_PARTICIPATION,
    CERTIFICATE_GRADED,
    CERTIFICATES
};

/* What a module gives: invariant from < to. A person at `from` or above ends at `to`. */
struct module_gain {
    struct competence_id competence;
    uint8_t from; /* 0..7: the level it is made for */
    uint8_t to;   /* 1..8 */
};

/* What a module needs before it starts. */
struct module_need {
    struct competence_id competence;
    uint8_t level; /* 1..8 */
};

/* One sitting. Minutes count from midnight, German time. */
struct session {
    struct day day;
    int16_t from_minute;
    int16_t to_minute; /* > from_minute */
};

/* Invariant: first <= last, sessions sorted and within them, 0 <= taken <= seats, seats_min <=
 * seats. */
struct run {
    struct run_id id;
    struct module_id module;
    struct slice code; /* unique within the module; stable over imports */
    struct day first;
    struct day last;
    struct session *sessions; /* may be none: a MOOC run has dates but no sittings */
    struct venue_id venue;    /* n == 0: online */
    int sessions_len;
    int32_t seats; /* SEATS_MAX = unlimited */
    int32_t taken;
    int32_t seats_min; /* participants without whom it does not take place; 0 = none stated */
};

/* Certification by the expert board; none when by.len == 0. */
struct certification {
    struct slice by;
    struct slice criteria;
    struct day valid_until;
};

struct module_texts; /* domain/module_text.h */

struct module {
    struct module_id id;
    struct slice code; /* stable, unique, in addresses: "ki-im-rathaus-verstehen" */
    struct provider_id provider;
    struct slice title;
    struct slice summary;     /* one or two sentences */
    struct slice description; /* prose: paragraphs parted by blank lines, "- " lists */
    struct slice language;    /* "de", "en" */
    struct slice url;         /* at the provider; may be empty */
    enum module_format format;
    enum module_kind kind;
    enum module_certificate certificate;
    int32_t minutes; /* of work in all; 0 = not stated */
    struct cents price;
    uint64_t topics;
    struct module_gain *gives;
    struct module_need *needs;
    struct job_profile_id *target_groups; /* none = everybody */
    struct module_id *excludes;           /* the same content in another form */
    struct run *runs;                     /* in order of first */
    int gives_len; /* lengths together: there may be a million of these structs */
    int needs_len;
    int target_groups_len;
    int excludes_len;
    int runs_len;
    uint32_t accessibility;
    struct certification certification;
    struct module_id chain_after;     /* made to be taken after this one; n == 0: none */
    struct module_id follows;         /* FORMAT_FOLLOW_UP: the course; n == 0: none */
    struct slice feed;                /* code of the feed it came from; empty = our own */
    const struct module_texts *texts; /* packed: summary and description, which are then empty; read
                                         them by domain/module_text.h */
    int16_t follow_within_weeks;      /* must start within; 0 = no limit */
    bool self_paced;
    bool demo;
    bool gone; /* vanished from its feed: kept, but not offered */
};

/* "mooc", "on_demand", "in_person", "live_online", "follow_up" */
const char *module_format_code(enum module_format format);
MUST_USE enum err module_format_parse(struct slice code, enum module_format *ret_format);
/* "captions", "transcript", "screen_reader", ... */
const char *accessibility_code(enum accessibility a);
MUST_USE enum err accessibility_parse(struct slice code, enum accessibility *ret_feature);
/* "basic", "intensive", "bonus" */
const char *module_kind_code(enum module_kind kind);
MUST_USE enum err module_kind_parse(struct slice code, enum module_kind *ret_kind);
/* "none", "participation", "graded" */
const char *module_certificate_code(enum module_certificate c);
MUST_USE enum err module_certificate_parse(struct slice code,
                                           enum module_certificate *ret_certificate);

/* Whether a run needs one to be somewhere. */
bool module_format_is_local(enum module_format format);
/* Whether the invariants hold. For assert(), for rows just read, for imports. */
bool module_is_sound(const struct module *m);
bool run_is_sound(const struct run *r);
/* Seats that can still be booked. */
int32_t run_seats_free(const struct run *r);
/* Whether the certification counts on `today`. */
bool module_is_certified(const struct module *m, struct day today);

#endif

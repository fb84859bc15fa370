/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/demo_seals.h"

#include "service/certification_service.h"
#include "storage/account_store.h"
#include "storage/db.h"

enum { EXPERTS = 2, DAY_MS = 86400000 };

/* The criterion that is met in part, by its place in data/criteria.json; NONE: all are met. */
enum { NONE = -1, EFFORT = 4, ACCESS = 5, ADVERTISING = 7 };

/* Asked for and decided so many days ago, the oldest first. */
static const struct {
    const char *code;
    int days_ago;
    int partly; /* a required one: with conditions (CERT-5) */
} BLOCKS[] = {
    {"personenstand-mit-auslandsbezug", CERTIFY_DAYS - 40, NONE}, /* ends soon: CERT-10 */
    {"bescheide-rechtssicher", 900, ADVERTISING},
    {"einstieg-in-die-kommune", 700, NONE},
    {"verwaltungsrecht-grundlagen", 610, NONE},
    {"verwaltungsrecht-selbst-lernen", 480, EFFORT},
    {"ermessen-und-abwaegung", 400, NONE},
    {"aufenthaltsrecht-aktuell", CERTIFY_DAYS_CONDITIONS - 25, ACCESS}, /* ends soon as well */
    {"ordnungsrecht-im-aussendienst", 250, ACCESS},
    {"bauantrag-digital-bearbeiten", 200, NONE},
    {"sitzungsdienst-von-a-bis-z", 150, NONE},
    {"entscheidungen-vorbereiten", 120, ACCESS},
    {"integritaet-grundlagen", 90, NONE},
    {"integritaet-in-verantwortung", 60, NONE},
    {"buergerservice-mit-plan", 30, EFFORT},
};

static const char *const MET[EXPERTS] = {
    "An Unterlagen und \xc3\x9c"
    "bungen gepr\xc3\xbc"
    "ft; das Kriterium ist erf\xc3\xbcllt. (Beispieltext)",
    "Stichprobe an zwei Terminen; keine Beanstandung. (Beispieltext)",
};
static const char *const PARTLY[EXPERTS] = {
    "In Teilen: Bei einem Drittel der Unterlagen fehlt es noch. (Beispieltext)",
    "Angek\xc3\xbcndigt ist die Nachbesserung, gesehen habe ich sie nicht. (Beispieltext)",
};

struct people {
    struct account accounts[EXPERTS + 1]; /* who publishes, then the experts */
    struct actor actors[EXPERTS + 1];
};

static enum err
use_people(struct db *db, void *arg)
{
    static const char *const emails[EXPERTS + 1] = {
        "kurse@va-rheinbogen.example", "beirat@fachbeirat.example", "gutachten@fachbeirat.example"};
    struct people *p = arg;

    for (size_t i = 0; i < ARRAY_LEN(emails); i++) {
        struct account *a = &p->accounts[i];
        const struct grant *grants = NULL;
        int len = 0;

        TRY(account_store_by_email(db, slice_of(emails[i]), a));
        TRY(account_store_grants(db, a->id, &grants, &len));
        p->actors[i] =
            (struct actor){.id = a->id, .code = a->code, .grants = grants, .grants_len = len};
    }
    return OK;
}

static enum err
judge(struct ctx *ctx, struct platform *platform, const struct actor *expert,
      struct certification_id id, size_t block)
{
    struct certification_use use = {platform, expert};
    struct certification_look *look = arena_new(ctx->arena, struct certification_look);
    struct judgement said[CRITERIA_MAX];
    size_t voice = (size_t)(expert->id.n % EXPERTS);

    if (look == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a review");
    TRY(certification_look(ctx, &use, id, look));
    for (int i = 0; i < look->criteria.len; i++) {
        bool partly = i == BLOCKS[block].partly;

        said[i] = (struct judgement){partly ? VERDICT_PARTLY : VERDICT_MET,
                                     slice_of(partly ? PARTLY[voice] : MET[voice])};
    }
    return certification_judge(ctx, &use, id, said, look->criteria.len);
}

static enum err
make_one(struct ctx *ctx, const struct publish_desk *desk, const struct people *p, size_t block)
{
    struct certification_list all = {.at = NULL};
    struct slice code = slice_of(BLOCKS[block].code);
    struct certification_id id = {0};

    TRY(certification_of_block(ctx, desk, code, &all));
    if (all.len > 0)
        return certification_show_again(ctx, desk, code);
    TRY(certification_ask(ctx, desk, code, &id));
    for (int i = 1; i <= EXPERTS; i++)
        TRY(judge(ctx, desk->platform, &p->actors[i], id, block));
    return OK;
}

static enum err
make_all(struct ctx *ctx, struct platform *platform, int *ret_seals)
{
    struct people p;
    struct publish_desk desk;
    struct instant now = ctx->now;
    enum err e = OK;

    *ret_seals = 0;
    TRY(db_read(platform_db(platform), ctx, use_people, &p));
    TRY(publish_desk_open(ctx, platform, &p.actors[0], SLICE("va-rheinbogen"), &desk));
    for (size_t i = 0; i < ARRAY_LEN(BLOCKS) && e == OK; i++) {
        struct arena_mark mark = arena_mark(ctx->arena);

        ctx->now.ms = now.ms - (int64_t)BLOCKS[i].days_ago * DAY_MS;
        e = make_one(ctx, &desk, &p, i);
        *ret_seals += e == OK;
        arena_rewind(ctx->arena, mark);
    }
    ctx->now = now;
    return e;
}

enum err
demo_seals_make(struct ctx *ctx, struct database *database, int *ret_seals)
{
    struct platform *platform = NULL;
    enum err e;

    TRY(platform_open(ctx, database, &platform));
    e = make_all(ctx, platform, ret_seals);
    platform_close(platform);
    TRY(e);
    return certification_remind(database, ctx);
}

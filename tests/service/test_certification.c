/* SPDX-License-Identifier: EUPL-1.2 */
/* Certification: asked for, judged by two who do not see each other, granted, seen, ended. */
#include "service/certification_service.h"

#include <string.h>

#include "service/browse_service.h"
#include "service/criteria_service.h"
#include "service/demo_seals.h"
#include "service/given.h"
#include "service/given_publish.h"
#include "service/own_ground.h"
#include "service/suite.h"
#include "storage/audit_store.h"
#include "storage/mail_store.h"

static const struct slice CODE = SLICE_INIT("formulare-bauen");

/* Published by who is alone, and the seal asked for. */
static struct certification_id
given_request(struct given *g, struct publish_scene *s)
{
    struct module_sheet sheet = given_sheet();
    struct module_version_id version = {0};
    struct certification_id id = {0};

    given_publish(g, s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s->other, &sheet, &version), OK);
    CHECK_ERR("nothing published", certification_ask(given_ctx(g), &s->other, CODE, &id),
              ERR_NOT_FOUND);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s->other, version, 1), OK);
    CHECK_ERR("ask", certification_ask(given_ctx(g), &s->other, CODE, &id), OK);
    CHECK_ERR("twice", certification_ask(given_ctx(g), &s->other, CODE, &id), ERR_CONFLICT);
    return id;
}

static struct certification_use
expert(struct publish_scene *s, int i)
{
    return (struct certification_use){s->platform, &s->people[3 + i]};
}

static enum err
judge(struct given *g, struct publish_scene *s, int person, struct certification_id id,
      enum verdict first)
{
    struct certification_use use = {s->platform, &s->people[person]};
    struct judgement said[CRITERIA_MAX];
    struct certification_look look;
    struct certification_use any = expert(s, 2);
    int len;

    CHECK_ERR("look", certification_look(given_ctx(g), &any, id, &look), OK);
    len = look.criteria.len;
    for (int i = 0; i < len; i++)
        said[i] = (struct judgement){i == 0 ? first : VERDICT_MET, SLICE("gesehen")};
    return certification_judge(given_ctx(g), &use, id, said, len);
}

static bool
is_certified(struct given *g, struct publish_scene *s)
{
    const struct snapshot *snap;
    const struct module *m;
    bool is;

    CHECK_ERR("refresh", platform_refresh(given_ctx(g), s->platform), OK);
    snap = snapshot_acquire(s->platform);
    m = browse_module_by_code(snap, CODE);
    is = m != NULL && module_is_certified(m, snap->today);
    snapshot_release(s->platform, snap);
    return is;
}

/* CERT-1 to CERT-5, CERT-9 */
static void
two_experts_who_do_not_see_each_other_make_a_seal(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct certification_id id = given_request(g, &s);
    struct certification_use first = expert(&s, 0);
    struct certification_use second = expert(&s, 1);
    struct certification_use nobody = {s.platform, NULL};
    struct certification_look look;

    CHECK_ERR("public before", certification_public(given_ctx(g), &nobody, CODE, &look),
              ERR_NOT_FOUND);
    CHECK_ERR("first", judge(g, &s, 3, id, VERDICT_MET), OK);
    CHECK_ERR("twice", judge(g, &s, 3, id, VERDICT_MET), ERR_DENIED);
    CHECK_TRUE("one is not enough", !is_certified(g, &s));
    CHECK_ERR("second looks", certification_look(given_ctx(g), &second, id, &look), OK);
    CHECK_INT("and sees nothing", look.reviews_len, 0);
    CHECK_INT("but that there is one", look.reviews_all, 1);
    CHECK_ERR("first looks", certification_look(given_ctx(g), &first, id, &look), OK);
    CHECK_INT("the own", look.reviews_len, 1);
    CHECK_ERR("provider looks", certification_of_provider(given_ctx(g), &s.other, id, &look), OK);
    CHECK_INT("sees none", look.reviews_len, 0);
    CHECK_ERR("second", judge(g, &s, 4, id, VERDICT_PARTLY), OK);
    CHECK_TRUE("in the catalogue", is_certified(g, &s));
    CHECK_ERR("public", certification_public(given_ctx(g), &nobody, CODE, &look), OK);
    CHECK_INT("with conditions", look.certification.state, CERTIFICATION_CONDITIONS);
    CHECK_INT("both reasons", look.reviews_len, 2);
    CHECK_INT("a year", look.certification.last_day.n - look.certification.first_day.n + 1, 365);
    CHECK_ERR("third, too late", judge(g, &s, 5, id, VERDICT_MET), ERR_CONFLICT);
    platform_close(s.platform);
}

/* CERT-2, and the right itself. */
static void
who_may_not_judge_is_refused(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct certification_id id = given_request(g, &s);
    struct grant both[2];
    struct certification_use provider = {s.platform, s.other.actor};
    struct certification_use nobody = {s.platform, NULL};
    struct certification_look look;
    struct certification_list list;

    CHECK_ERR("provider", judge(g, &s, 2, id, VERDICT_MET), ERR_DENIED);
    CHECK_ERR("provider's look", certification_look(given_ctx(g), &provider, id, &look),
              ERR_DENIED);
    CHECK_ERR("nobody", certification_open(given_ctx(g), &nobody, &list), ERR_DENIED);
    CHECK_ERR("another provider", certification_of_provider(given_ctx(g), &s.writer, id, &look),
              ERR_NOT_FOUND);
    CHECK_ERR("asks for another's", certification_ask(given_ctx(g), &s.writer, CODE, &id),
              ERR_NOT_FOUND);
    both[0] = s.grants[3];
    both[1] = (struct grant){s.other.organisation.id, ROLE_LEARNER};
    s.people[3].grants = both;
    s.people[3].grants_len = 2;
    CHECK_ERR("of the own house", judge(g, &s, 3, id, VERDICT_MET), ERR_DENIED);
    s.people[3].grants_len = 1;
    CHECK_ERR("control: without it", judge(g, &s, 3, id, VERDICT_MET), OK);
    platform_close(s.platform);
}

/* CERT-4 */
static void
two_who_disagree_ask_a_third(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct certification_id id = given_request(g, &s);

    CHECK_ERR("met", judge(g, &s, 3, id, VERDICT_MET), OK);
    CHECK_ERR("unmet", judge(g, &s, 4, id, VERDICT_UNMET), OK);
    CHECK_TRUE("open", !is_certified(g, &s));
    CHECK_ERR("third", judge(g, &s, 5, id, VERDICT_MET), OK);
    CHECK_TRUE("granted", is_certified(g, &s));
    platform_close(s.platform);
}

/* CERT-12: the price is not judged, the levels are. */
static void
a_new_version_keeps_the_seal_or_ends_it(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct certification_id id = given_request(g, &s);
    struct certification_use nobody = {s.platform, NULL};
    struct module_version_id version = {0};
    struct module_sheet sheet = given_sheet();
    struct publish_look look;
    struct certification_look seal;

    CHECK_ERR("first", judge(g, &s, 3, id, VERDICT_MET), OK);
    CHECK_ERR("second", judge(g, &s, 4, id, VERDICT_MET), OK);
    for (int i = 0; i < 2; i++) {
        CHECK_ERR("revise", publish_revise(given_ctx(g), &s.other, CODE, &version), OK);
        CHECK_ERR("as it is", publish_look(given_ctx(g), &s.other, version, &look), OK);
        sheet = look.sheet;
        sheet.fields[i == 0 ? BLOCK_PRICE : BLOCK_GIVES] = i == 0 ? SLICE("10") : SLICE("D1.1 0-8");
        CHECK_ERR("rewrite", publish_rewrite(&g->ctx, &s.other, version, 1, &sheet), OK);
        CHECK_ERR("warned", publish_look(given_ctx(g), &s.other, version, &look), OK);
        CHECK_INT("of the loss", look.loses_seal, i);
        CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, version, 2), OK);
        CHECK_INT("seal", is_certified(g, &s), i == 0);
    }
    CHECK_ERR("public", certification_public(given_ctx(g), &nobody, CODE, &seal), OK);
    CHECK_INT("lapsed", seal.certification.state, CERTIFICATION_LAPSED);
    CHECK_ERR("anew", certification_ask(given_ctx(g), &s.other, CODE, &id), OK);
    platform_close(s.platform);
}

/* CERT-11 */
static void
a_seal_is_withdrawn_with_a_reason(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct certification_id id = given_request(g, &s);
    struct certification_use use = expert(&s, 2);
    struct certification_use provider = {s.platform, s.other.actor};

    CHECK_ERR("no seal yet", certification_withdraw(given_ctx(g), &use, id, SLICE("x")),
              ERR_CONFLICT);
    CHECK_ERR("first", judge(g, &s, 3, id, VERDICT_MET), OK);
    CHECK_ERR("second", judge(g, &s, 4, id, VERDICT_MET), OK);
    CHECK_ERR("why", certification_withdraw(given_ctx(g), &use, id, SLICE(" ")), ERR_INVALID);
    CHECK_ERR("provider", certification_withdraw(given_ctx(g), &provider, id, SLICE("x")),
              ERR_DENIED);
    CHECK_ERR("expert", certification_withdraw(given_ctx(g), &use, id, SLICE("veraltet")), OK);
    CHECK_TRUE("gone", !is_certified(g, &s));
    CHECK_ERR("twice", certification_withdraw(given_ctx(g), &use, id, SLICE("x")), ERR_CONFLICT);
    platform_close(s.platform);
}

static enum err
use_mails(struct db *db, void *arg)
{
    struct mail *mails = arena_array(db_ctx(db)->arena, struct mail, MAIL_SHOWN_MAX);

    return mails == NULL ? ERR_LIMIT : mail_store_latest(db, mails, arg);
}

static int
mails(struct given *g)
{
    int len = 0;

    CHECK_ERR("mails", db_read(g->database, given_ctx(g), use_mails, &len), OK);
    return len;
}

/* CERT-10 */
static void
the_end_of_a_seal_is_announced_once(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct certification_id id = given_request(g, &s);

    CHECK_ERR("first", judge(g, &s, 3, id, VERDICT_MET), OK);
    CHECK_ERR("second", judge(g, &s, 4, id, VERDICT_MET), OK);
    CHECK_ERR("early", certification_remind(g->database, given_ctx(g)), OK);
    CHECK_INT("none", mails(g), 0);
    CHECK_ERR("late", certification_remind(g->database, given_later(g, CERTIFY_DAYS - 30)), OK);
    CHECK_INT("one", mails(g), 1);
    CHECK_ERR("again", certification_remind(g->database, given_later(g, CERTIFY_DAYS - 29)), OK);
    CHECK_INT("once", mails(g), 1);
    platform_close(s.platform);
}

/* Each seal of the demo's provider has what two experts said behind it; seeding again keeps it. */
static void
seals_of_the_demo_have_their_records(void **state)
{
    static const char *const some[] = {"personenstand-mit-auslandsbezug",
                                       "aufenthaltsrecht-aktuell", "entscheidungen-vorbereiten",
                                       "buergerservice-mit-plan"};
    static const enum certification_state outcome[] = {
        CERTIFICATION_GRANTED, CERTIFICATION_CONDITIONS, CERTIFICATION_CONDITIONS,
        CERTIFICATION_GRANTED};
    struct given *g = *state;
    struct platform *platform;
    struct certification_look look;
    int seals = 0;
    int before = 0;

    for (int round = 0; round < 2; round++) {
        CHECK_ERR("seals", demo_seals_make(given_ctx(g), g->database, &seals), OK);
        CHECK_INT("blocks judged", seals, 14);
        platform = given_platform(g);
        for (size_t i = 0; i < ARRAY_LEN(some); i++) {
            struct certification_use nobody = {platform, NULL};
            const struct snapshot *snap = snapshot_acquire(platform);
            const struct module *m = browse_module_by_code(snap, slice_of(some[i]));

            CHECK_TRUE(some[i], m != NULL && module_is_certified(m, snap->today));
            snapshot_release(platform, snap);
            CHECK_ERR(some[i],
                      certification_public(given_ctx(g), &nobody, slice_of(some[i]), &look), OK);
            CHECK_INT(some[i], look.certification.state, outcome[i]);
            CHECK_INT("two experts", look.reviews_len, 2);
            if (i < 2)
                CHECK_TRUE("ends soon", look.certification.last_day.n - day_of(g->ctx.now).n <
                                            CERTIFY_REMIND_DAYS);
        }
        if (round == 0)
            before = mails(g);
        CHECK_TRUE("who publishes is told", before >= 2);
        CHECK_INT("once", mails(g), before);
        platform_close(platform);
    }
}

/* --- the lists ------------------------------------------------------------------ */

static const struct grant OFFICE_GRANT = {{1}, ROLE_OPERATOR};
static const struct actor OFFICE = {
    .code = SLICE_INIT("OOOOOOOOOOOOOOOO"), .grants = &OFFICE_GRANT, .grants_len = 1};

static struct criteria_use
office(const struct publish_scene *s)
{
    return (struct criteria_use){s->platform, &OFFICE};
}

/* As somebody sees it who looks now. */
static int64_t
edition_of(struct given *g, const struct criteria_use *use)
{
    struct criteria_seen seen;

    CHECK_ERR("draft", criteria_find(given_ctx(g), use, 0, &seen), OK);
    return seen.edition;
}

/* The draft with the first criterion called something else. */
static enum err
rename_first(struct given *g, const struct criteria_use *use, struct slice title, int64_t edition)
{
    struct criteria_seen seen;

    CHECK_ERR("draft", criteria_find(given_ctx(g), use, 0, &seen), OK);
    seen.criteria.at[0].title = title;
    return criteria_save(&g->ctx, use, &seen.criteria, edition);
}

struct wanted_events {
    const char *action;
    int found;
};

static enum err
use_events(struct db *db, void *arg)
{
    struct wanted_events *w = arg;
    struct audit_event at[100];
    int len = 0;

    w->found = 0;
    TRY(audit_store_page(db, 0, at, ARRAY_LEN(at), &len));
    for (int i = 0; i < len; i++)
        w->found += slice_is(at[i].action, w->action);
    return OK;
}

static int
events_of(struct given *g, const char *action)
{
    struct wanted_events w = {action, 0};

    CHECK_ERR("log", db_read(g->database, given_ctx(g), use_events, &w), OK);
    return w.found;
}

/* CERT-13: what was asked for keeps its list; what is asked for next has the new one. */
static void
a_review_under_way_keeps_its_list(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct certification_id id = given_request(g, &s);
    struct criteria_use use = office(&s);
    struct certification_use nobody = {s.platform, NULL};
    struct certification_use any = expert(&s, 0);
    struct certification_look look;
    struct criteria_seen seen;
    struct module_version_id version = {0};
    struct module_sheet sheet = given_sheet();
    int64_t edition = 0;

    CHECK_ERR("begin", criteria_begin(given_ctx(g), &use), OK);
    CHECK_ERR("save", rename_first(g, &use, SLICE("Ganz anders"), edition_of(g, &use)), OK);
    edition = edition_of(g, &use);
    CHECK_ERR("in force", criteria_publish(given_ctx(g), &use, edition), OK);
    CHECK_ERR("first", judge(g, &s, 3, id, VERDICT_MET), OK);
    CHECK_ERR("second", judge(g, &s, 4, id, VERDICT_MET), OK);
    CHECK_ERR("public", certification_public(given_ctx(g), &nobody, CODE, &look), OK);
    CHECK_INT("by the first version", look.criteria.version, 1);
    CHECK_TRUE("with its words", !slice_is(look.criteria.at[0].title, "Ganz anders"));
    CHECK_ERR("revise", publish_revise(given_ctx(g), &s.other, CODE, &version), OK);
    sheet.fields[BLOCK_GIVES] = SLICE("D1.1 0-8");
    CHECK_ERR("rewrite", publish_rewrite(given_ctx(g), &s.other, version, 1, &sheet), OK);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, version, 2), OK);
    CHECK_ERR("anew", certification_ask(given_ctx(g), &s.other, CODE, &id), OK);
    CHECK_ERR("look", certification_look(given_ctx(g), &any, id, &look), OK);
    CHECK_INT("by the second version", look.criteria.version, 2);
    CHECK_SLICE("with its words", look.criteria.at[0].title, "Ganz anders");
    CHECK_ERR("the first one is there still", criteria_find(given_ctx(g), &use, 1, &seen), OK);
    CHECK_TRUE("as it was",
               !seen.is_in_force && !slice_is(seen.criteria.at[0].title, "Ganz anders"));
    platform_close(s.platform);
}

/* CERT-16, with the cooperative as control. */
static void
experts_write_a_list_and_the_cooperative_puts_it_in_force(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct criteria_use board;
    struct criteria_use provider;
    struct criteria_use use;
    struct criteria_history h;
    struct criteria_seen seen;
    int64_t began = 0;
    int64_t saved = 0;

    given_publish(g, &s);
    board = (struct criteria_use){s.platform, &s.people[3]};
    provider = (struct criteria_use){s.platform, &s.people[0]};
    use = office(&s);
    CHECK_ERR("provider", criteria_history(given_ctx(g), &provider, &h), ERR_DENIED);
    CHECK_ERR("provider", criteria_begin(given_ctx(g), &provider), ERR_DENIED);
    CHECK_ERR("provider", criteria_find(given_ctx(g), &provider, 1, &seen), ERR_DENIED);
    CHECK_ERR("what came with the program", criteria_history(given_ctx(g), &board, &h), OK);
    CHECK_INT("one", h.len, 1);
    CHECK_TRUE("in force, since ever", h.at[0].is_in_force && h.at[0].since.ms == 0);
    CHECK_ERR("no draft", criteria_find(given_ctx(g), &board, 0, &seen), ERR_NOT_FOUND);
    CHECK_ERR("an expert begins", criteria_begin(given_ctx(g), &board), OK);
    CHECK_ERR("twice", criteria_begin(given_ctx(g), &use), ERR_CONFLICT);
    began = edition_of(g, &board);
    CHECK_ERR("writes", rename_first(g, &board, SLICE("Neu"), began), OK);
    saved = edition_of(g, &board);
    CHECK_ERR("later than somebody else", rename_first(g, &board, SLICE("Zu spÃ¤t"), began),
              ERR_CONFLICT);
    CHECK_ERR("nothing", rename_first(g, &board, SLICE(""), saved), ERR_INVALID);
    CHECK_ERR("puts it in force", criteria_publish(given_ctx(g), &board, saved), ERR_DENIED);
    CHECK_ERR("unseen", criteria_publish(given_ctx(g), &use, began), ERR_CONFLICT);
    CHECK_ERR("control", criteria_publish(given_ctx(g), &use, saved), OK);
    CHECK_ERR("twice", criteria_publish(given_ctx(g), &use, saved), ERR_CONFLICT);
    CHECK_ERR("history", criteria_history(given_ctx(g), &board, &h), OK);
    CHECK_INT("two", h.len, 2);
    CHECK_TRUE("the new one counts", h.at[0].is_in_force && h.at[0].version == 2);
    CHECK_TRUE("the old one no more", !h.at[1].is_in_force && h.at[1].version == 1);
    CHECK_ERR("another one", criteria_begin(given_ctx(g), &board), OK);
    began = edition_of(g, &board);
    CHECK_ERR("given up unseen", criteria_drop(given_ctx(g), &board, began + 1), ERR_CONFLICT);
    CHECK_ERR("given up", criteria_drop(given_ctx(g), &board, began), OK);
    CHECK_ERR("gone", criteria_find(given_ctx(g), &board, 0, &seen), ERR_NOT_FOUND);
    CHECK_INT("ORG-28", events_of(g, "criteria.begin"), 2);
    CHECK_INT("ORG-28", events_of(g, "criteria.publish"), 1);
    CHECK_INT("ORG-28", events_of(g, "criteria.drop"), 1);
    platform_close(s.platform);
}

/* CERT-16: another list under the number of the one that was seen, saved as often. */
static void
a_draft_that_took_the_place_of_another_is_not_the_one_that_was_seen(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct criteria_use board;
    struct criteria_use use;
    struct criteria_seen seen;
    int64_t began = 0;
    int64_t saved = 0;

    given_publish(g, &s);
    board = (struct criteria_use){s.platform, &s.people[3]};
    use = office(&s);
    CHECK_ERR("begin", criteria_begin(given_ctx(g), &use), OK);
    began = edition_of(g, &use);
    CHECK_ERR("write", rename_first(g, &use, SLICE("Gesehen"), began), OK);
    saved = edition_of(g, &use);
    CHECK_ERR("an expert gives it up", criteria_drop(given_ctx(g), &board, saved), OK);
    CHECK_ERR("begins another one", criteria_begin(given_ctx(g), &board), OK);
    CHECK_ERR("not in force, new", criteria_publish(given_ctx(g), &use, began), ERR_CONFLICT);
    CHECK_ERR("writes", rename_first(g, &board, SLICE("Ungesehen"), edition_of(g, &board)), OK);
    CHECK_ERR("not in force, saved as often", criteria_publish(given_ctx(g), &use, saved),
              ERR_CONFLICT);
    CHECK_SLICE("said", slice_of(ctx_message(&g->ctx, ERR_CONFLICT)),
                "the draft was changed since, or is no more");
    CHECK_ERR("not given up", criteria_drop(given_ctx(g), &use, saved), ERR_CONFLICT);
    CHECK_ERR("not written over", rename_first(g, &use, SLICE("Gesehen"), saved), ERR_CONFLICT);
    CHECK_ERR("still a draft", criteria_find(given_ctx(g), &use, 0, &seen), OK);
    CHECK_SLICE("of the expert", seen.criteria.at[0].title, "Ungesehen");
    CHECK_INT("under the same number", seen.criteria.version, 2);
    CHECK_ERR("control: seen", criteria_publish(given_ctx(g), &use, seen.edition), OK);
    platform_close(s.platform);
}

/* CERT-13, past the program: the database refuses. The control is a draft. */
static void
what_is_in_force_is_changed_by_nobody(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct criteria_use use;

    given_publish(g, &s);
    use = office(&s);
    CHECK_ERR("begin", criteria_begin(given_ctx(g), &use), OK);
    CHECK_TRUE("change",
               own_raw_refused(g, "UPDATE criteria_list SET name = 'x' WHERE version = 1"));
    CHECK_TRUE("back to a draft",
               own_raw_refused(g, "UPDATE criteria_list SET state = 'draft' WHERE version = 1"));
    CHECK_TRUE("delete", own_raw_refused(g, "DELETE FROM criteria_list WHERE version = 1"));
    CHECK_TRUE("control",
               !own_raw_refused(g, "UPDATE criteria_list SET name = 'x' WHERE version = 2"));
    CHECK_TRUE("control", !own_raw_refused(g, "DELETE FROM criteria_list WHERE version = 2"));
    platform_close(s.platform);
}

/* What is taken along and read in again is the same list; of many versions the newest are shown. */
static void
a_list_is_read_from_a_file_and_many_versions_are_shown(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct criteria_use use;
    struct criteria_seen seen;
    struct criteria_history h;
    static char kept[1 << 16]; /* the arena is emptied with each context */
    struct slice json;

    given_publish(g, &s);
    use = office(&s);
    CHECK_ERR("the first", criteria_find(given_ctx(g), &use, 1, &seen), OK);
    assert_true(seen.json.len < sizeof kept);
    memcpy(kept, seen.json.at, seen.json.len);
    json = (struct slice){kept, seen.json.len};
    CHECK_ERR("no list", criteria_import(given_ctx(g), &use, SLICE("{}")), ERR_INVALID);
    for (int i = 2; i <= CRITERIA_VERSIONS_SHOWN_MAX + 2; i++) {
        CHECK_ERR("read in", criteria_import(given_ctx(g), &use, json), OK);
        CHECK_ERR("in force", criteria_publish(given_ctx(g), &use, edition_of(g, &use)), OK);
    }
    CHECK_ERR("read in", criteria_import(given_ctx(g), &use, json), OK);
    CHECK_ERR("twice", criteria_import(given_ctx(g), &use, json), ERR_CONFLICT);
    CHECK_ERR("draft", criteria_find(given_ctx(g), &use, 0, &seen), OK);
    CHECK_INT("number", seen.criteria.version, CRITERIA_VERSIONS_SHOWN_MAX + 3);
    CHECK_INT("as many criteria", seen.criteria.len, seen.before.len);
    for (int i = 0; i < seen.criteria.len; i++)
        CHECK_INT("the same", criteria_news_of(&seen.before, &seen.criteria, i), CRITERION_SAME);
    CHECK_ERR("history", criteria_history(given_ctx(g), &use, &h), OK);
    CHECK_INT("the newest", h.len, CRITERIA_VERSIONS_SHOWN_MAX);
    CHECK_TRUE("first the draft", h.at[0].is_draft && h.at[1].is_in_force);
    platform_close(s.platform);
}

int
suite_certification(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_experts_who_do_not_see_each_other_make_a_seal,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(who_may_not_judge_is_refused, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(two_who_disagree_ask_a_third, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_new_version_keeps_the_seal_or_ends_it, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_seal_is_withdrawn_with_a_reason, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(the_end_of_a_seal_is_announced_once, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(seals_of_the_demo_have_their_records, given_demo,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_review_under_way_keeps_its_list, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(
            a_draft_that_took_the_place_of_another_is_not_the_one_that_was_seen, given_seeded,
            given_done),
        cmocka_unit_test_setup_teardown(experts_write_a_list_and_the_cooperative_puts_it_in_force,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_is_in_force_is_changed_by_nobody, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_list_is_read_from_a_file_and_many_versions_are_shown,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/given_publish.h"

#include <string.h>

#include "service/browse_service.h"
#include "storage/account_store.h"
#include "storage/organisation_store.h"
#include "storage/provider_store.h"
#include "storage/role_store.h"

static enum err
add_organisation(struct db *db, const char *code, enum organisation_kind kind,
                 struct provider_id provider, struct organisation *ret)
{
    *ret = (struct organisation){.code = slice_of(code),
                                 .kind = kind,
                                 .name = slice_of(code),
                                 .state = SLICE(""),
                                 .provider = provider,
                                 .status = ORGANISATION_ADMITTED,
                                 .has_admitted_on = true,
                                 .employees = -1,
                                 .leitweg_id = SLICE(""),
                                 .contact_name = SLICE("Kontakt"),
                                 .contact_email = SLICE("kontakt@akademie.example"),
                                 .contact_phone = SLICE(""),
                                 .created = db_ctx(db)->now};
    return organisation_store_save(db, ret);
}

static enum err
add_person(struct db *db, struct publish_scene *s, int i, struct organisation_id organisation,
           enum role role)
{
    static const char *const codes[PUBLISH_PEOPLE] = {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb",
                                                      "cccccccccccccccc", "dddddddddddddddd",
                                                      "eeeeeeeeeeeeeeee", "ffffffffffffffff"};
    static const char *const mails[PUBLISH_PEOPLE] = {"a@x.example", "b@x.example", "c@x.example",
                                                      "d@x.example", "e@x.example", "f@x.example"};
    struct account a = {.code = slice_of(codes[i]),
                        .email = slice_of(mails[i]),
                        .name = SLICE("Fachfrau"),
                        .language = LANG_DE,
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};
    bool is_new;

    TRY(account_store_add(db, &a));
    TRY(role_store_add(db, (struct role_of){a.id, organisation, role}, (struct account_id){0},
                       slice_of(mails[i]), &is_new));
    s->grants[i] = (struct grant){organisation, role};
    s->people[i] = (struct actor){
        .id = a.id, .code = slice_of(codes[i]), .grants = &s->grants[i], .grants_len = 1};
    return OK;
}

static enum err
use_scene(struct db *db, void *arg)
{
    struct publish_scene *s = arg;
    struct provider p = {
        .code = SLICE("akademie"), .name = SLICE("Akademie"), .kind = SLICE("academy")};
    struct organisation first;
    struct organisation second;
    struct organisation board;

    TRY(provider_store_save(db, &p));
    TRY(add_organisation(db, "akademie", ORGANISATION_PROVIDER, p.id, &first));
    TRY(add_organisation(db, "werkstatt", ORGANISATION_PROVIDER, (struct provider_id){0}, &second));
    TRY(add_organisation(db, "beirat", ORGANISATION_CERTIFIER, (struct provider_id){0}, &board));
    for (int i = 0; i < PUBLISH_PEOPLE; i++)
        TRY(add_person(db, s, i,
                       i < 2    ? first.id
                       : i == 2 ? second.id
                                : board.id,
                       i < 3 ? ROLE_PROVIDER : ROLE_CERTIFIER));
    return OK;
}

void
given_publish(struct given *g, struct publish_scene *s)
{
    memset(s, 0, sizeof *s);
    CHECK_ERR("scene", db_write(g->database, given_ctx(g), use_scene, s), OK);
    s->platform = given_platform(g);
    CHECK_ERR("desk",
              publish_desk_open(&g->ctx, s->platform, &s->people[0], SLICE("akademie"), &s->writer),
              OK);
    CHECK_ERR("desk",
              publish_desk_open(&g->ctx, s->platform, &s->people[1], SLICE("akademie"), &s->second),
              OK);
    CHECK_ERR("desk",
              publish_desk_open(&g->ctx, s->platform, &s->people[2], SLICE("werkstatt"), &s->other),
              OK);
    /* The desks outlive the arena of the context. */
    s->writer.organisation.code = s->second.organisation.code = SLICE("akademie");
    s->other.organisation.code = SLICE("werkstatt");
    s->writer.organisation.name = s->second.organisation.name = SLICE("Akademie");
    s->other.organisation.name = SLICE("Werkstatt");
}

struct module_sheet
given_sheet(void)
{
    return (struct module_sheet){
        .fields = {[BLOCK_TITLE] = SLICE_INIT("Formulare bauen"),
                   [BLOCK_SUMMARY] = SLICE_INIT("Online-Formulare, die man versteht."),
                   [BLOCK_DESCRIPTION] = SLICE_INIT("Wir bauen ein Formular."),
                   [BLOCK_FORMAT] = SLICE_INIT("on_demand"),
                   [BLOCK_LANGUAGE] = SLICE_INIT("de"),
                   [BLOCK_HOURS] = SLICE_INIT("8"),
                   [BLOCK_PRICE] = SLICE_INIT("49,50"),
                   [BLOCK_GIVES] = SLICE_INIT("D1.1 0-3\nD1.2 1-2"),
                   [BLOCK_SELF_PACED] = SLICE_INIT("ja")}};
}

struct run_sheet
given_run(void)
{
    return (struct run_sheet){
        .fields = {[RUN_SITTINGS] = SLICE_INIT("14.12.2026 09:00-16:00\n15.12.2026 09:00-12:00"),
                   [RUN_PLACE] = SLICE_INIT("Raum 3"),
                   [RUN_POSTCODE] = SLICE_INIT("68159"),
                   [RUN_CITY] = SLICE_INIT("Mannheim"),
                   [RUN_SEATS] = SLICE_INIT("12")}};
}

struct publish_look
given_version(struct given *g, const struct publish_desk *desk, struct module_version_id id)
{
    struct publish_look l;

    CHECK_ERR("look", publish_look(given_ctx(g), desk, id, &l), OK);
    return l;
}

const struct module *
given_offered(struct given *g, const struct publish_desk *desk, const struct snapshot **ret_snap,
              const char *code)
{
    CHECK_ERR("refresh", platform_refresh(given_ctx(g), desk->platform), OK);
    *ret_snap = snapshot_acquire(desk->platform);
    return browse_module_by_code(*ret_snap, slice_of(code));
}

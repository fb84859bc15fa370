/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/publish_parts.h"

#include <inttypes.h>

#include "base/json_write.h"
#include "domain/organisation_code.h"
#include "exchange/sheet_json.h"
#include "service/audit.h"
#include "service/browse_service.h"
#include "storage/module_store.h"
#include "storage/organisation_store.h"
#include "storage/provider_store.h"
#include "storage/reach.h"
#include "storage/role_store.h"

enum { PLACE_BYTES_MAX = 1000 };

enum err
publish_need(struct ctx *ctx, const struct publish_desk *desk)
{
    if (right_allows(RIGHT_MODULE_PUBLISH, desk->actor, desk->organisation.id))
        return OK;
    return fail(ctx, ERR_DENIED, "no right %s in organisation %lld",
                right_name(RIGHT_MODULE_PUBLISH), (long long)desk->organisation.id.n);
}

/* The provider is read with the rest: publishing for the first time makes one. */
static enum err
use_fresh(struct db *db, void *arg)
{
    struct publish_use *u = arg;
    struct organisation now = {.id = {0}};

    TRY(organisation_store_by_id(db, db_ctx(db)->arena, u->desk->organisation.id, &now));
    u->provider = now.provider;
    return u->work(db, arg);
}

static enum err
with_snapshot(struct ctx *ctx, struct publish_use *u, enum err (*f)(struct db *, void *),
              bool writes)
{
    const struct catalogue *c;
    enum err e;

    TRY(publish_need(ctx, u->desk));
    u->work = f;
    u->snap = snapshot_acquire(u->desk->platform);
    c = u->snap->catalogue;
    u->base = (struct block_base){c->framework, c->topics, c->topics_len, c->jobs, c->jobs_len};
    if (u->names_block)
        e = reach_write(platform_db(u->desk->platform), ctx, ACROSS_BLOCK_CODE, use_fresh, u);
    else if (writes)
        e = db_write(platform_db(u->desk->platform), ctx, use_fresh, u);
    else
        e = db_read(platform_db(u->desk->platform), ctx, use_fresh, u);
    snapshot_release(u->desk->platform, u->snap);
    u->snap = NULL;
    return e;
}

enum err
publish_write(struct ctx *ctx, struct publish_use *u, enum err (*f)(struct db *, void *))
{
    return with_snapshot(ctx, u, f, true);
}

enum err
publish_read(struct ctx *ctx, struct publish_use *u, enum err (*f)(struct db *, void *))
{
    return with_snapshot(ctx, u, f, false);
}

enum err
publish_module(struct db *db, const struct publish_use *u, struct slice code,
               struct module *ret_module)
{
    enum err e = module_store_find(db, u->provider, code, ret_module);

    if (e == ERR_NOT_FOUND) {
        *ret_module = (struct module){.id = {0}};
        return OK;
    }
    return e;
}

enum err
publish_open_version(struct db *db, const struct publish_use *u, struct module_version *ret_version)
{
    struct module_version v = {.version = 0};

    TRY(module_version_store_find(db, u->desk->organisation.id, u->id, &v));
    if (!module_state_is_open(v.state) || v.edition != u->edition)
        return fail(db_ctx(db), ERR_CONFLICT, "version %lld is %s, edition %d", (long long)v.id.n,
                    module_state_code(v.state), v.edition);
    *ret_version = v;
    return OK;
}

enum err
publish_sheet(struct db *db, const struct module_version *v, struct module_sheet *ret_sheet)
{
    enum err e = sheet_json_read(db_ctx(db), v->content, ret_sheet);

    return e == ERR_INVALID ? fail(db_ctx(db), ERR_CORRUPT, "version %lld of a block has no sheet",
                                   (long long)v->id.n)
                            : e;
}

/* --- places ------------------------------------------------------------------ */

static struct slice
word(const struct run_sheet *run, enum run_field f)
{
    return slice_trim(run->fields[f]);
}

/* "va-rheinbogen-67059-ludwigshafen-raum-3": the same place has the same code. `tail`: behind it.
 */
static enum err
place_code(struct arena *a, const struct publish_use *u, const struct run_sheet *run,
           struct slice tail, struct slice *ret_code)
{
    struct text t = text_init(a, PLACE_BYTES_MAX);
    struct slice parts[] = {u->desk->organisation.code, word(run, RUN_POSTCODE),
                            word(run, RUN_CITY), word(run, RUN_PLACE), tail};
    struct slice all = {0};

    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        text_putc(&t, ' ');
        for (size_t k = 0; k < parts[i].len; k++)
            text_putc(&t, parts[i].at[k] == ',' ? ' ' : parts[i].at[k]);
    }
    TRY(text_end(&t, &all));
    return organisation_code_of(a, all, ret_code);
}

enum err
publish_place(struct db *db, const struct publish_use *u, const struct run_sheet *run,
              struct venue *ret_venue)
{
    struct arena *a = db_ctx(db)->arena;
    struct text t = text_init(a, PLACE_BYTES_MAX);
    struct slice typed = {0};
    struct place place = {.population = 0};
    struct venue v = {.kind = VENUE_SEMINAR_ROOM, .provider = u->provider};
    int found = 0;

    text_put(&t, word(run, RUN_POSTCODE));
    text_putc(&t, ' ');
    text_put(&t, word(run, RUN_CITY));
    TRY(text_end(&t, &typed));
    if (place_find(a, u->snap->places, typed, 1, &place, &found) != OK || found == 0)
        return ERR_NOT_FOUND;
    v.city = word(run, RUN_CITY);
    v.postcode = word(run, RUN_POSTCODE);
    v.name = word(run, RUN_PLACE).len > 0 ? word(run, RUN_PLACE) : v.city;
    v.position = place.position;
    if (place_code(a, u, run, SLICE(""), &v.code) != OK)
        return ERR_NOT_FOUND;
    *ret_venue = v;
    return OK;
}

/* Two places of one code, as "Haus A 1" and "Haus A, 1", are told apart by what was typed. */
static enum err
place_code_exact(struct arena *a, const struct publish_use *u, const struct run_sheet *run,
                 struct slice *ret_code)
{
    struct text t = text_init(a, PLACE_BYTES_MAX);
    struct text tail = text_init(a, 32);
    struct slice typed = {0};
    struct slice mark = {0};

    text_put(&t, word(run, RUN_POSTCODE));
    text_putc(&t, '\n');
    text_put(&t, word(run, RUN_CITY));
    text_putc(&t, '\n');
    text_put(&t, word(run, RUN_PLACE));
    TRY(text_end(&t, &typed));
    text_printf(&tail, "%016" PRIx64, slice_hash(typed));
    TRY(text_end(&tail, &mark));
    return place_code(a, u, run, mark, ret_code);
}

/* v->id of the venue that has the code, when it is this place; or the code is free. */
static enum err
venue_meet(struct db *db, struct venue *v, bool *ret_free)
{
    struct venue known = {.seats = 0};
    enum err e = venue_store_find(db, v->code, &known);

    *ret_free = e == ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    if (slice_eq(known.name, v->name) && slice_eq(known.postcode, v->postcode) &&
        slice_eq(known.city, v->city))
        v->id = known.id;
    return OK;
}

enum err
publish_venue_save(struct db *db, const struct publish_use *u, const struct run_sheet *sheet,
                   struct run *run)
{
    struct venue v = {.seats = 0};
    bool is_free = false;

    if (word(sheet, RUN_POSTCODE).len == 0)
        return OK;
    TRY(publish_place(db, u, sheet, &v));
    TRY(venue_meet(db, &v, &is_free));
    if (!is_free && v.id.n == 0) {
        TRY(place_code_exact(db_ctx(db)->arena, u, sheet, &v.code));
        TRY(venue_meet(db, &v, &is_free));
    }
    if (is_free)
        TRY(venue_store_save(db, &v));
    if (v.id.n == 0)
        return fail(db_ctx(db), ERR_CONFLICT, "venue %.*s is another place", SLICE_ARG(v.code));
    run->venue = v.id;
    return OK;
}

enum err
publish_venues_save(struct db *db, const struct publish_use *u, const struct module_sheet *sheet,
                    struct module *m)
{
    for (int i = 0; i < m->runs_len; i++) {
        for (int k = 0; k < sheet->runs_len; k++) {
            if (slice_eq(word(&sheet->runs[k], RUN_CODE), m->runs[i].code))
                TRY(publish_venue_save(db, u, &sheet->runs[k], &m->runs[i]));
        }
    }
    return OK;
}

static enum err
find_venue(struct db *db, const struct publish_use *u, struct venue_id id,
           const struct venue **ret_venue)
{
    struct venue *all = NULL;
    int len = 0;

    *ret_venue = browse_venue(u->snap, id);
    if (*ret_venue != NULL)
        return OK;
    TRY(venue_store_load(db, db_ctx(db)->arena, &all, &len)); /* newer than the snapshot */
    for (int i = 0; i < len; i++) {
        if (all[i].id.n == id.n)
            *ret_venue = &all[i];
    }
    return OK;
}

enum err
publish_run_sheet(struct db *db, const struct publish_use *u, const struct run *run,
                  struct run_sheet *ret_sheet)
{
    const struct venue *v = NULL;

    TRY(sheet_run_of(db_ctx(db)->arena, run, ret_sheet));
    if (run->venue.n == 0)
        return OK;
    TRY(find_venue(db, u, run->venue, &v));
    if (v == NULL)
        return OK;
    ret_sheet->fields[RUN_PLACE] = v->name;
    ret_sheet->fields[RUN_POSTCODE] = v->postcode;
    ret_sheet->fields[RUN_CITY] = v->city;
    return OK;
}

/* --- the module of a sheet ------------------------------------------------------ */

static enum err
check_places(struct db *db, const struct publish_use *u, const struct module_sheet *sheet,
             const struct module *m, struct block_faults *faults)
{
    for (int i = 0; i < sheet->runs_len && module_format_is_local(m->format); i++) {
        struct venue v;
        enum err e = publish_place(db, u, &sheet->runs[i], &v);

        if (e == ERR_NOT_FOUND)
            sheet_fault_add(faults, (struct block_fault){i, RUN_POSTCODE, BLOCK_NO_PLACE,
                                                         word(&sheet->runs[i], RUN_POSTCODE)});
        else
            TRY(e);
    }
    return OK;
}

/* PUBLISH-10: dates that are announced do not become an online block, or one without dates. */
static void
check_dates(const struct module *m, const struct module *present, struct block_faults *faults)
{
    if (present->runs_len == 0)
        return;
    if (module_format_is_local(m->format) != module_format_is_local(present->format))
        sheet_fault_add(faults, (struct block_fault){-1, BLOCK_FORMAT, BLOCK_DATED, SLICE("")});
    if (m->self_paced)
        sheet_fault_add(faults, (struct block_fault){-1, BLOCK_SELF_PACED, BLOCK_DATED, SLICE("")});
}

enum err
publish_module_of(struct db *db, const struct publish_use *u, const struct module_sheet *sheet,
                  const struct module *present, struct publish_made *ret_made)
{
    struct module *m = &ret_made->module;

    TRY(module_sheet_read(db_ctx(db)->arena, sheet, &u->base, m, &ret_made->faults));
    TRY(check_places(db, u, sheet, m, &ret_made->faults));
    check_dates(m, present, &ret_made->faults);
    return OK;
}

enum err
publish_is_judged_same(struct db *db, const struct publish_use *u, const struct module *present,
                       const struct module *made, bool *ret_same)
{
    struct module_sheet before = {.runs = NULL};
    struct module_sheet after = {.runs = NULL};

    TRY(module_sheet_of(db_ctx(db)->arena, present, &u->base, &before));
    TRY(module_sheet_of(db_ctx(db)->arena, made, &u->base, &after));
    *ret_same = module_sheet_is_judged_same(&before, &after);
    return OK;
}

enum err
publish_adopt(struct db *db, const struct publish_use *u, const struct module *present,
              struct module_version_list *ret_history)
{
    struct module_sheet sheet = {.runs = NULL};
    struct module_version v = {.organisation = u->desk->organisation.id,
                               .code = present->code,
                               .version = 1,
                               .state = MODULE_PUBLISHED,
                               .title = present->title};

    TRY(module_sheet_of(db_ctx(db)->arena, present, &u->base, &sheet));
    TRY(sheet_json_write(db_ctx(db), &sheet, &v.content));
    TRY(module_version_store_add(db, &v, &v.id));
    return module_version_store_of_code(db, v.organisation, v.code, ret_history);
}

/* --- what else ------------------------------------------------------------------ */

enum err
publish_tell(struct db *db, const struct publish_use *u, const char *action, struct slice code,
             int version)
{
    struct text t = text_init(db_ctx(db)->arena, 64);
    struct json_write w = json_write_init(&t);
    struct audit_entry entry = {.actor = u->desk->actor->code,
                                .organisation = u->desk->organisation.code,
                                .action = action,
                                .subject = code};

    json_write_object(&w);
    if (version > 0)
        json_write_member_int(&w, "version", version);
    json_write_object_end(&w);
    json_write_end(&w);
    TRY(text_end(&t, &entry.detail));
    return audit_add(db, &entry);
}

enum err
publish_colleagues(struct db *db, const struct publish_use *u, int *ret_people)
{
    int64_t people = 0;

    TRY(role_store_count(db, u->desk->organisation.id, ROLE_PROVIDER, &people));
    *ret_people = (int)people;
    return OK;
}

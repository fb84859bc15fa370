/* SPDX-License-Identifier: EUPL-1.2 */
/* MOOChub: every course taken is sound, every record is taken or has a reason. */
#include "base/unicode.h"
#include "exchange/moochub.h"
#include "fuzz.h"

static struct competence COMPETENCE = {
    .id = {1},
    .code = SLICE_INIT("D4.2"),
    .digcomp = SLICE_INIT("4.2"),
    .esco = {SLICE_INIT("http://data.europa.eu/esco/skill/e439742d-558d-4f52-885e-afdc740b48cf")},
    .esco_len = 1,
};
static struct topic TOPIC = {
    .id = {1}, .code = SLICE_INIT("ki"), .name_de = SLICE_INIT("KI"), .name_en = SLICE_INIT("AI")};

static void
check_course(const struct moochub_course *c)
{
    MUST(module_is_sound(&c->draft.module));
    MUST(c->external_id.len > 0 && c->provider.code.len > 0 && c->provider.name.len > 0);
    MUST(c->draft.module.code.len <= CODE_BYTES_MAX);
    MUST(unicode_is_valid(c->draft.module.description) && unicode_is_valid(c->extra));
    MUST(c->draft.module.self_paced == (c->draft.module.runs_len == 0));
    MUST(c->level <= LEVEL_MAX && c->certificate_price.n >= -1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    struct framework f = {.competences = &COMPETENCE, .competences_len = 1};
    struct topic_list topics = {.topics = &TOPIC, .len = 1};
    struct moochub_options options = {SLICE("feed"), &f, &topics};
    struct moochub_page page = {0};

    MUST(a != NULL);
    if (moochub_read(&ctx, fuzz_slice(data, size), &options, &page) == OK) {
        MUST(page.report.taken == page.len);
        for (int i = 0; i < page.len; i++)
            check_course(&page.courses[i]);
    } else {
        MUST(page.courses == NULL && ctx.failure.message[0] != '\0');
    }
    arena_close(a);
    return 0;
}

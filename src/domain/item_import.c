/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/item_import.h"

enum err
item_import_init(struct arena *a, struct item_import *ret_import)
{
    struct item_import im = {.len = 0};

    im.items = arena_array(a, struct item_imported, ITEM_BANK_MAX);
    im.problems = arena_array(a, struct item_import_problem, IMPORT_NOTES_MAX);
    if (im.items == NULL || im.problems == NULL)
        return ERR_LIMIT;
    *ret_import = im;
    return OK;
}

void
item_import_tell(struct item_import *im, struct item_import_problem problem)
{
    im->problems_count++;
    if (im->problems_len < IMPORT_NOTES_MAX)
        im->problems[im->problems_len++] = problem;
}

bool
item_import_code_is_sound(struct slice code)
{
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];

        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
            return false;
    }
    return code.len <= CODE_BYTES_MAX;
}

void
item_import_take(struct item_import *im, const struct item_imported *item)
{
    struct item_import_problem problem = {.what = ITEM_PROBLEM_CODE,
                                          .file = item->file,
                                          .line = item->line,
                                          .value = item->item.code};

    if (im->len == ITEM_BANK_MAX) {
        problem.what = ITEM_PROBLEM_MANY;
        item_import_tell(im, problem);
        return;
    }
    for (int i = 0; i < im->len && item->item.code.len > 0; i++) {
        if (slice_eq(im->items[i].item.code, item->item.code)) {
            item_import_tell(im, problem);
            return;
        }
    }
    im->items[im->len++] = *item;
}

const char *
item_problem_name(enum item_problem what)
{
    static const char *const NAMES[ITEM_PROBLEMS] = {
        [ITEM_PROBLEM_RULE] = "rule",
        [ITEM_PROBLEM_ROW] = "row",
        [ITEM_PROBLEM_CHARSET] = "charset",
        [ITEM_PROBLEM_COLUMN] = "column",
        [ITEM_PROBLEM_XML] = "xml",
        [ITEM_PROBLEM_DOCTYPE] = "doctype",
        [ITEM_PROBLEM_NAMESPACE] = "namespace",
        [ITEM_PROBLEM_INTERACTION] = "interaction",
        [ITEM_PROBLEM_ATTRIBUTE] = "attribute",
        [ITEM_PROBLEM_REFERENCE] = "reference",
        [ITEM_PROBLEM_IDENTIFIER] = "identifier",
        [ITEM_PROBLEM_KIND] = "kind",
        [ITEM_PROBLEM_COMPETENCE] = "competence",
        [ITEM_PROBLEM_CODE] = "code",
        [ITEM_PROBLEM_MOVED] = "moved",
        [ITEM_PROBLEM_IN_WORK] = "in_work",
        [ITEM_PROBLEM_RETIRED] = "retired",
        [ITEM_PROBLEM_PACKAGE] = "package",
        [ITEM_PROBLEM_MANIFEST] = "manifest",
        [ITEM_PROBLEM_EMPTY] = "empty",
        [ITEM_PROBLEM_MANY] = "many",
    };

    return NAMES[what];
}

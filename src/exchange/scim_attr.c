/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/scim_attr.h"

#include <stdarg.h>
#include <stdio.h>

const struct scim_attr_info SCIM_INFO[SCIM_ATTRS] = {
    [SCIM_ID] = {"id", .is_exact = true, .is_readonly = true},
    [SCIM_EXTERNAL_ID] = {"externalId", .is_exact = true},
    [SCIM_USER_NAME] = {"userName", .is_needed = true},
    [SCIM_DISPLAY_NAME] = {.path = "displayName"},
    [SCIM_FORMATTED] = {.path = "name.formatted"},
    [SCIM_FAMILY_NAME] = {.path = "name.familyName"},
    [SCIM_GIVEN_NAME] = {.path = "name.givenName"},
    [SCIM_ACTIVE] = {"active", .kind = SCIM_KIND_BOOL, .is_needed = true},
    [SCIM_EMAIL] = {"emails.value", .is_needed = true},
    [SCIM_EMAIL_TYPE] = {.path = "emails.type"},
    [SCIM_EMAIL_PRIMARY] = {"emails.primary", .kind = SCIM_KIND_BOOL},
    [SCIM_NUMBER] = {"employeeNumber", .is_enterprise = true},
    [SCIM_DEPARTMENT] = {"department", .is_enterprise = true},
    [SCIM_MANAGER] = {"manager.value", .is_enterprise = true, .is_exact = true},
    [SCIM_META] = {"meta.resourceType", .is_readonly = true},
    [SCIM_CREATED] = {"meta.created", .kind = SCIM_KIND_TIME, .is_readonly = true},
    [SCIM_MODIFIED] = {"meta.lastModified", .kind = SCIM_KIND_TIME, .is_readonly = true},
};

static const char *const TYPES[SCIM_TYPES] = {
    [SCIM_NO_TYPE] = "",
    [SCIM_INVALID_FILTER] = "invalidFilter",
    [SCIM_TOO_MANY] = "tooMany",
    [SCIM_UNIQUENESS] = "uniqueness",
    [SCIM_MUTABILITY] = "mutability",
    [SCIM_INVALID_SYNTAX] = "invalidSyntax",
    [SCIM_INVALID_PATH] = "invalidPath",
    [SCIM_NO_TARGET] = "noTarget",
    [SCIM_INVALID_VALUE] = "invalidValue",
    [SCIM_INVALID_VERS] = "invalidVers",
};

const char *
scim_type_name(enum scim_type type)
{
    assert((int)type >= 0 && (int)type < SCIM_TYPES);
    return TYPES[type];
}

enum err
scim_fail(struct scim_talk *t, enum scim_type type, const char *fmt, ...)
{
    char message[sizeof t->ctx->failure.message];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    t->type = type;
    return fail(t->ctx, type == SCIM_UNIQUENESS ? ERR_CONFLICT : ERR_INVALID, "%s", message);
}

/* --- names ---------------------------------------------------------------- */

struct group {
    const char *name;
    bool is_enterprise;
    bool is_list;
    int standing_in; /* -1: none */
};

static const struct group GROUPS[] = {
    {"name", false, false, -1},
    {"emails", false, true, SCIM_EMAIL},
    {"meta", false, false, -1},
    {"manager", true, false, SCIM_MANAGER},
};

/* What the schemas know besides; what follows a point behind one of these is not looked at. */
static const struct {
    const char *name;
    bool is_enterprise;
    bool is_list;
    bool is_readonly;
} IGNORED[] = {
    {"nickName", false, false, false},
    {"profileUrl", false, false, false},
    {"title", false, false, false},
    {"userType", false, false, false},
    {"preferredLanguage", false, false, false},
    {"locale", false, false, false},
    {"timezone", false, false, false},
    {"password", false, false, false},
    {"phoneNumbers", false, true, false},
    {"ims", false, true, false},
    {"photos", false, true, false},
    {"addresses", false, true, false},
    {"groups", false, true, true},
    {"entitlements", false, true, false},
    {"roles", false, true, false},
    {"x509Certificates", false, true, false},
    {"schemas", false, false, true},
    {"costCenter", true, false, false},
    {"organization", true, false, false},
    {"division", true, false, false},
};

/* Parts of groups that the schemas know and we do not keep. */
static const struct {
    const char *path;
    bool is_enterprise;
} IGNORED_PARTS[] = {
    {"name.middleName", false}, {"name.honorificPrefix", false}, {"name.honorificSuffix", false},
    {"emails.display", false},  {"manager.displayName", true},   {"manager.$ref", true},
};

static bool
is(struct slice s, const char *word)
{
    return slice_eq_ascii_nocase(s, slice_of(word));
}

/* Cuts "schema:" or the whole of "schema" off. */
static bool
takes_schema(struct slice *path, const char *schema)
{
    struct slice s = slice_of(schema);

    if (path->len < s.len || !slice_eq_ascii_nocase(slice_sub(*path, 0, s.len), s))
        return false;
    if (path->len > s.len && path->at[s.len] != ':')
        return false;
    *path = slice_sub(*path, s.len + (path->len > s.len), path->len);
    return true;
}

static uint32_t
attrs_of(bool is_enterprise, struct slice group)
{
    uint32_t attrs = 0;

    for (unsigned a = 0; a < SCIM_ATTRS; a++) {
        struct slice path = slice_of(SCIM_INFO[a].path);
        struct slice head = slice_sub(path, 0, slice_find_char(path, '.'));

        if (SCIM_INFO[a].is_enterprise == is_enterprise &&
            (group.len == 0 || slice_eq_ascii_nocase(head, group)))
            attrs |= SCIM_BIT(a);
    }
    return attrs;
}

static struct scim_name
find_kept(struct slice path, bool is_enterprise)
{
    struct scim_name n = {.found = SCIM_UNKNOWN};

    for (unsigned a = 0; a < SCIM_ATTRS; a++) {
        if (SCIM_INFO[a].is_enterprise == is_enterprise && is(path, SCIM_INFO[a].path))
            return (struct scim_name){
                .found = SCIM_KEPT, .attr = (enum scim_attr)a, .attrs = SCIM_BIT(a)};
    }
    if (!is_enterprise && (is(path, "meta.location") || is(path, "meta.version")))
        return (struct scim_name){
            .found = SCIM_KEPT, .attr = SCIM_META, .attrs = SCIM_BIT(SCIM_META)};
    for (size_t i = 0; i < ARRAY_LEN(GROUPS); i++) {
        const struct group *g = &GROUPS[i];

        if (g->is_enterprise != is_enterprise || !is(path, g->name))
            continue;
        n.found = SCIM_GROUP;
        n.attrs = attrs_of(is_enterprise, path);
        n.is_list = g->is_list;
        n.has_default = g->standing_in >= 0;
        n.attr = n.has_default ? (enum scim_attr)g->standing_in : SCIM_ID;
    }
    return n;
}

static struct scim_name
find_ignored(struct slice path, bool is_enterprise)
{
    struct slice head = slice_sub(path, 0, slice_find_char(path, '.'));

    for (size_t i = 0; i < ARRAY_LEN(IGNORED_PARTS); i++) {
        if (IGNORED_PARTS[i].is_enterprise == is_enterprise && is(path, IGNORED_PARTS[i].path))
            return (struct scim_name){.found = SCIM_IGNORED};
    }
    for (size_t i = 0; i < ARRAY_LEN(IGNORED); i++) {
        if (IGNORED[i].is_enterprise == is_enterprise && is(head, IGNORED[i].name))
            return (struct scim_name){.found = SCIM_IGNORED,
                                      .is_list = IGNORED[i].is_list,
                                      .is_readonly = IGNORED[i].is_readonly};
    }
    return (struct scim_name){.found = SCIM_UNKNOWN};
}

struct scim_name
scim_name_find(struct slice path)
{
    struct slice rest = path;
    bool is_enterprise = takes_schema(&rest, SCIM_SCHEMA_ENTERPRISE);
    bool has_schema = is_enterprise || takes_schema(&rest, SCIM_SCHEMA_USER);
    struct scim_name n;

    if (has_schema && rest.len == 0)
        n = (struct scim_name){
            .found = SCIM_GROUP, .attrs = attrs_of(is_enterprise, SLICE("")), .is_schema = true};
    else
        n = find_kept(rest, is_enterprise);
    if (n.found == SCIM_UNKNOWN)
        n = find_ignored(rest, is_enterprise);
    n.path = path;
    return n;
}

uint32_t
scim_names_in(struct slice list)
{
    uint32_t attrs = 0;
    struct slice name;

    while (slice_next(&list, ',', &name))
        attrs |= scim_name_find(slice_trim(name)).attrs;
    return attrs;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/scim_discovery.h"

#include "exchange/scim_attr.h"

#define CORE "urn:ietf:params:scim:schemas:core:2.0:"
#define MESSAGES "urn:ietf:params:scim:api:messages:2.0:"

static void
put_schemas(struct json_write *w, const char *schema)
{
    json_write_key(w, "schemas");
    json_write_array(w);
    json_write_text(w, slice_of(schema));
    json_write_array_end(w);
}

static void
put_meta(struct json_write *w, const char *type, struct slice base, const char *path)
{
    struct text t = text_init(w->out->arena, HTTP_TARGET_BYTES_MAX);
    struct slice at = SLICE("");

    text_put(&t, base);
    text_puts(&t, path);
    w->out->failed |= text_end(&t, &at) != OK;
    json_write_key(w, "meta");
    json_write_object(w);
    json_write_member_text(w, "resourceType", slice_of(type));
    json_write_member_text(w, "location", at);
    json_write_object_end(w);
}

void
scim_write_list_begin(struct json_write *w, int64_t total, int64_t start, int64_t len)
{
    json_write_object(w);
    put_schemas(w, MESSAGES "ListResponse");
    json_write_member_int(w, "totalResults", total);
    json_write_member_int(w, "startIndex", start);
    json_write_member_int(w, "itemsPerPage", len);
    json_write_key(w, "Resources");
    json_write_array(w);
}

void
scim_write_list_end(struct json_write *w)
{
    json_write_array_end(w);
    json_write_object_end(w);
}

static void
put_support(struct json_write *w, const char *key, bool is_supported)
{
    json_write_key(w, key);
    json_write_object(w);
    json_write_member_bool(w, "supported", is_supported);
}

void
scim_write_config(struct json_write *w, struct slice base)
{
    json_write_object(w);
    put_schemas(w, CORE "ServiceProviderConfig");
    put_support(w, "patch", true);
    json_write_object_end(w);
    put_support(w, "bulk", false);
    json_write_member_int(w, "maxOperations", 0);
    json_write_member_int(w, "maxPayloadSize", SCIM_BODY_BYTES_MAX);
    json_write_object_end(w);
    put_support(w, "filter", true);
    json_write_member_int(w, "maxResults", SCIM_COUNT_MAX);
    json_write_object_end(w);
    put_support(w, "changePassword", false);
    json_write_object_end(w);
    put_support(w, "sort", false);
    json_write_object_end(w);
    put_support(w, "etag", true);
    json_write_object_end(w);
    json_write_key(w, "authenticationSchemes");
    json_write_array(w);
    json_write_object(w);
    json_write_member_text(w, "type", SLICE("oauthbearertoken"));
    json_write_member_text(w, "name", SLICE("Bearer token"));
    json_write_member_text(w, "description",
                           SLICE("A token that the personnel department of the municipality makes "
                                 "under /verwaltung, with an end date."));
    json_write_member_bool(w, "primary", true);
    json_write_object_end(w);
    json_write_array_end(w);
    put_meta(w, "ServiceProviderConfig", base, "/ServiceProviderConfig");
    json_write_object_end(w);
}

static void
put_resource_type(struct json_write *w, struct slice base)
{
    json_write_object(w);
    put_schemas(w, CORE "ResourceType");
    json_write_member_text(w, "id", SLICE("User"));
    json_write_member_text(w, "name", SLICE("User"));
    json_write_member_text(w, "endpoint", SLICE("/Users"));
    json_write_member_text(w, "description",
                           SLICE("Somebody who works, or worked, for the municipality"));
    json_write_member_text(w, "schema", SLICE(SCIM_SCHEMA_USER));
    json_write_key(w, "schemaExtensions");
    json_write_array(w);
    json_write_object(w);
    json_write_member_text(w, "schema", SLICE(SCIM_SCHEMA_ENTERPRISE));
    json_write_member_bool(w, "required", false);
    json_write_object_end(w);
    json_write_array_end(w);
    put_meta(w, "ResourceType", base, "/ResourceTypes/User");
    json_write_object_end(w);
}

void
scim_write_resource_types(struct json_write *w, struct slice base)
{
    scim_write_list_begin(w, 1, 1, 1);
    put_resource_type(w, base);
    scim_write_list_end(w);
}

enum err
scim_write_resource_type(struct json_write *w, struct slice base, struct slice name)
{
    if (!slice_is(name, "User"))
        return ERR_NOT_FOUND;
    put_resource_type(w, base);
    return OK;
}

/* --- schemas -------------------------------------------------------------- */

static const struct {
    const char *head; /* of the path in SCIM_INFO */
    const char *description;
    bool is_list;
} HEADS[] = {
    {"userName", "Name of the user in the directory; unique within the municipality.", false},
    {"displayName", "The name of the person. Taken when no part of name is stated.", false},
    {"name", "Given name and family name; together the name that the municipality shows.", false},
    {"active", "Whether the person works there. false: the work has ended.", false},
    {"emails", "One address is kept, that of work; invitations go there.", true},
    {"employeeNumber", "Number of the personnel department; unique within the municipality.",
     false},
    {"department", "Name of the unit; a unit that is not there yet is made.", false},
    {"manager", "The superior: the id of another user.", false},
};

static const struct {
    const char *id;
    const char *name;
    const char *path;
    const char *description;
    bool is_enterprise;
} SCHEMAS[] = {
    {SCIM_SCHEMA_USER, "User", "/Schemas/" SCIM_SCHEMA_USER,
     "What is kept of a user. Other attributes of RFC 7643, section 4.1, are accepted, not kept "
     "and "
     "not returned.",
     false},
    {SCIM_SCHEMA_ENTERPRISE, "EnterpriseUser", "/Schemas/" SCIM_SCHEMA_ENTERPRISE,
     "What is kept of the enterprise extension. costCenter, organization, division and the name of "
     "the manager are accepted, not kept and not returned.",
     true},
};

static void
put_traits(struct json_write *w, const struct scim_attr_info *info)
{
    bool is_unique = info == &SCIM_INFO[SCIM_USER_NAME];

    json_write_member_bool(w, "required", is_unique);
    json_write_member_bool(w, "caseExact", info->is_exact);
    json_write_member_text(w, "mutability", SLICE("readWrite"));
    json_write_member_text(w, "returned", SLICE("default"));
    json_write_member_text(w, "uniqueness", is_unique ? SLICE("server") : SLICE("none"));
}

static void
put_type(struct json_write *w, const struct scim_attr_info *info)
{
    json_write_member_text(w, "type",
                           info->kind == SCIM_KIND_BOOL ? SLICE("boolean") : SLICE("string"));
    json_write_member_bool(w, "multiValued", false);
}

static void
put_parts(struct json_write *w, struct slice head, bool is_enterprise)
{
    json_write_key(w, "subAttributes");
    json_write_array(w);
    for (size_t a = 0; a < SCIM_ATTRS; a++) {
        struct slice path = slice_of(SCIM_INFO[a].path);
        size_t dot = slice_find_char(path, '.');

        if (SCIM_INFO[a].is_enterprise != is_enterprise || dot == path.len ||
            !slice_eq(slice_sub(path, 0, dot), head))
            continue;
        json_write_object(w);
        json_write_member_text(w, "name", slice_sub(path, dot + 1, path.len));
        put_type(w, &SCIM_INFO[a]);
        put_traits(w, &SCIM_INFO[a]);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

/* The attribute of this name, or the group whose parts begin with it. */
static void
put_head(struct json_write *w, size_t h, bool is_enterprise)
{
    struct slice head = slice_of(HEADS[h].head);
    const struct scim_attr_info *alone = NULL;
    bool has_parts = false;

    for (size_t a = 0; a < SCIM_ATTRS; a++) {
        struct slice path = slice_of(SCIM_INFO[a].path);
        bool is_here = SCIM_INFO[a].is_enterprise == is_enterprise;

        if (is_here && slice_eq(path, head))
            alone = &SCIM_INFO[a];
        has_parts |=
            is_here && path.len > head.len && slice_starts(path, head) && path.at[head.len] == '.';
    }
    if (alone == NULL && !has_parts)
        return;
    json_write_object(w);
    json_write_member_text(w, "name", head);
    json_write_member_text(w, "description", slice_of(HEADS[h].description));
    if (alone != NULL) {
        put_type(w, alone);
        put_traits(w, alone);
    } else {
        json_write_member_text(w, "type", SLICE("complex"));
        json_write_member_bool(w, "multiValued", HEADS[h].is_list);
        json_write_member_bool(w, "required", false);
        json_write_member_text(w, "mutability", SLICE("readWrite"));
        json_write_member_text(w, "returned", SLICE("default"));
        put_parts(w, head, is_enterprise);
    }
    json_write_object_end(w);
}

static void
put_schema(struct json_write *w, struct slice base, size_t s)
{
    json_write_object(w);
    put_schemas(w, CORE "Schema");
    json_write_member_text(w, "id", slice_of(SCHEMAS[s].id));
    json_write_member_text(w, "name", slice_of(SCHEMAS[s].name));
    json_write_member_text(w, "description", slice_of(SCHEMAS[s].description));
    json_write_key(w, "attributes");
    json_write_array(w);
    for (size_t h = 0; h < ARRAY_LEN(HEADS); h++)
        put_head(w, h, SCHEMAS[s].is_enterprise);
    json_write_array_end(w);
    put_meta(w, "Schema", base, SCHEMAS[s].path);
    json_write_object_end(w);
}

void
scim_write_schemas(struct json_write *w, struct slice base)
{
    scim_write_list_begin(w, ARRAY_LEN(SCHEMAS), 1, ARRAY_LEN(SCHEMAS));
    for (size_t s = 0; s < ARRAY_LEN(SCHEMAS); s++)
        put_schema(w, base, s);
    scim_write_list_end(w);
}

enum err
scim_write_schema(struct json_write *w, struct slice base, struct slice id)
{
    for (size_t s = 0; s < ARRAY_LEN(SCHEMAS); s++) {
        if (slice_eq_ascii_nocase(id, slice_of(SCHEMAS[s].id))) {
            put_schema(w, base, s);
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

void
scim_write_error(struct json_write *w, int status, const char *type, struct slice detail)
{
    struct text t = text_init(w->out->arena, 16);
    struct slice number = SLICE("");

    text_int(&t, status);
    w->out->failed |= text_end(&t, &number) != OK;
    json_write_object(w);
    put_schemas(w, MESSAGES "Error");
    json_write_member_text(w, "status", number);
    if (type[0] != 0)
        json_write_member_text(w, "scimType", slice_of(type));
    json_write_member_text(w, "detail", detail);
    json_write_object_end(w);
}

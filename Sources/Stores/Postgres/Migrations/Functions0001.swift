/// The functions through which queries look into `fields`, with the names, arguments and answers of the SQLite store's own.
///
/// They answer NULL where the place has no value, or one of another kind than asked for. A path is the tokens of a JSON Pointer; a number
/// or a JSON value to compare with is its text, which the caller knows to be one.
///
/// Most are one expression, which the planner puts in the place of the call. Their bodies are bound when they are made, so that no
/// `search_path` of a later session gives a name in them another meaning.
///
/// | function | answers |
/// |---|---|
/// | `field_text(fields, path)` | the string |
/// | `field_key(fields, path)` | the string with ASCII letters in lower case |
/// | `field_bool(fields, path)` | 1 or 0 |
/// | `field_moment(fields, path)` | a date's or date-time's microseconds since 1970 |
/// | `field_number_order(fields, path, number)` | -1, 0 or 1 as the number there is below, equal to or above the given one, exactly |
/// | `field_same(fields, path, json)` | 1 when the value there equals the given one, else 0 |
/// | `field_contains(fields, path, json)` | 1 when the array there has the given string as an element, else 0 |
/// | `field_is_missing(fields, path)` | 1 when there is no value or `null`, else 0 |
/// | `field_order_rank(fields, path)` | 0 for what is sorted as a number, 1 for a string |
/// | `field_order_number(fields, path)` | what numbers and booleans are sorted by; strings are by `field_text` |
///
/// The functions on texts are in ``Functions0001/texts``.
enum Functions0001 {
    /// Makes them all, in the schema that `search_path` begins with.
    static let statements = texts + fields

    private static let fields = #"""
        -- The operator takes '01', '+1', '-1' and ' 1' for positions in an array, which they are not (RFC 6901, section 4). All of these
        -- sort before '1', and so do few names besides.
        CREATE FUNCTION field_value_by_steps(fields json, path text[]) RETURNS json
            LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            token text;
        BEGIN
            FOREACH token IN ARRAY path LOOP
                IF json_typeof(fields) = 'array' AND token !~ '^(0|[1-9][0-9]*)$' THEN
                    RETURN NULL;
                END IF;
                fields := fields #> ARRAY[token];
            END LOOP;
            RETURN fields;
        END
        $$;

        CREATE FUNCTION field_value(fields json, path text[]) RETURNS json
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE WHEN '1' COLLATE "C" > ANY (path) THEN field_value_by_steps(fields, path) ELSE fields #> path END;

        CREATE FUNCTION field_text(fields json, path text[]) RETURNS text
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE json_typeof(field_value(fields, path)) WHEN 'string' THEN field_value(fields, path) #>> '{}' END;

        CREATE FUNCTION field_key(fields json, path text[]) RETURNS text
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN lower(field_text(fields, path) COLLATE "C");

        CREATE FUNCTION field_bool(fields json, path text[]) RETURNS int
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE json_typeof(field_value(fields, path)) WHEN 'boolean' THEN
                CASE field_value(fields, path) #>> '{}' WHEN 'true' THEN 1 ELSE 0 END
            END;

        CREATE FUNCTION field_moment(fields json, path text[]) RETURNS bigint
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN text_moment(field_text(fields, path));

        CREATE FUNCTION field_number_order(fields json, path text[], number text) RETURNS int
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE json_typeof(field_value(fields, path)) WHEN 'number' THEN
                sign((field_value(fields, path) #>> '{}')::numeric - number::numeric)::int
            END;

        CREATE FUNCTION field_same(fields json, path text[], value text) RETURNS int
            LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            stored json := field_value(fields, path);
        BEGIN
            RETURN CASE WHEN json_typeof(stored) <> 'null' THEN (stored::jsonb = value::jsonb)::int END;
        END
        $$;

        CREATE FUNCTION field_contains(fields json, path text[], value text) RETURNS int
            LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            stored json := field_value(fields, path);
        BEGIN
            RETURN CASE WHEN json_typeof(stored) = 'array' THEN (stored::jsonb @> value::jsonb)::int END;
        END
        $$;

        CREATE FUNCTION field_is_missing(fields json, path text[]) RETURNS int
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE coalesce(json_typeof(field_value(fields, path)), 'null') WHEN 'null' THEN 1 ELSE 0 END;

        CREATE FUNCTION field_order_rank(fields json, path text[]) RETURNS int
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE json_typeof(field_value(fields, path)) WHEN 'number' THEN 0 WHEN 'boolean' THEN 0 WHEN 'string' THEN 1 END;

        CREATE FUNCTION field_order_number(fields json, path text[]) RETURNS numeric
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN CASE json_typeof(field_value(fields, path))
                WHEN 'number' THEN (field_value(fields, path) #>> '{}')::numeric
                WHEN 'boolean' THEN field_bool(fields, path)
            END;

        """#
}

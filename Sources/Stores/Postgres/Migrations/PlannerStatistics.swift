import Records
import Relational

/// What PostgreSQL's planner is told of the tables before there is anything in them.
///
/// Without statistics it takes an organisation and a type for as selective as an id, and an index on the records of one type for empty; it
/// has been seen to look for one record among all of its type. A session keeps such a plan until the tables are analysed, which autovacuum
/// does a minute after the first import began. Analysing an empty table says nothing, so a made-up organisation is analysed, inside the
/// transaction that makes the tables, and is gone at its end. The statistics stay until autovacuum has seen enough real rows.
enum PlannerStatistics {
    private static let organisation = "00000000-0000-8000-8000-000000000000"

    /// Fifty records of each type, ten of which share the value of a field that is not unique, with two changes and one reference each.
    static func gather(_ indexes: IndexedFields) -> String {
        let types = TypeID.builtIn.map(\.text).sorted() + [organisation]
        let unique = indexes.entries.filter(\.isUnique).compactMap(\.type?.text)
        return """
            SELECT set_config('kith.organisation', '\(organisation)', true);
            INSERT INTO organisation (id, name, created_at) VALUES ('\(organisation)', 'statistics', 0);
            INSERT INTO record (
                organisation, type, id, number, external_id, version, created_at, updated_at, index1, index2, index3, index4, fields)
            SELECT '\(organisation)'::uuid, type, gen_random_uuid(), number, number::text, 1, number, number, value, value, value, value,
                '{}'::json
            FROM unnest(\(array(types))) WITH ORDINALITY AS kind (type, position), generate_series(1, 50) place,
                LATERAL (SELECT position * 50 + place AS number) numbered,
                LATERAL (SELECT CASE WHEN type = ANY(\(array(unique))) THEN number ELSE number / 10 END::text AS value) indexed;
            INSERT INTO reference (organisation, source_type, source_id, field, target_type, target_id)
            SELECT organisation, type, id, 'statistics', type, id FROM record;
            INSERT INTO change (
                organisation, sequence, record, type, version, kind, at, actor_kind, actor_id, actor_name, source, request_id, edits)
            SELECT organisation, row_number() OVER (), id, type, version, kind, 0, '', '', '', '', '', '[]'::json
            FROM record, unnest(ARRAY['created', 'updated']) kind;
            ANALYZE record, reference, change;
            DELETE FROM record;
            DELETE FROM change;
            DELETE FROM organisation WHERE id = '\(organisation)';
            SELECT set_config('kith.organisation', '', true)
            """
    }

    private static func array(_ texts: [String]) -> String { "ARRAY[" + texts.map { "'\($0)'" }.joined(separator: ", ") + "]::text[]" }
}

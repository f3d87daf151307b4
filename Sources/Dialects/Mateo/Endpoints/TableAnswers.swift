import Endpoints
import HTTPTypes
import JSONCore

extension Table {
    /// What a GET answers. `row` is an example of a row.
    func readAnswers(_ row: JSON) -> [Answer] {
        let schema: JSON = ["type": "array", "items": rowSchema]
        return [
            Answer(.ok, "The rows that the filters select", schema: schema, example: [row]),
            Answer(.partialContent, "The same, where count=exact says that there are more", schema: schema, example: [row]),
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notAcceptable, .rangeNotSatisfiable, .tooManyRequests)
    }

    /// What a POST answers.
    func insertAnswers(_ row: JSON) -> [Answer] {
        var answers = [Answer(.created, "The new row; an array of rows for an array", schema: writtenSchema, example: row)]
        if !conflictTargets.isEmpty {
            answers.append(
                Answer(.ok, "With resolution=merge-duplicates: the row that was there already", schema: writtenSchema, example: row))
        }
        return answers
            + Answer.refusals(
                .badRequest, .unauthorized, .forbidden, .notAcceptable, .conflict, .contentTooLarge, .unsupportedMediaType, .tooManyRequests
            )
    }

    /// What a PATCH answers.
    func updateAnswers(_ row: JSON) -> [Answer] {
        writeAnswers("The updated row; an array of rows when the request does not name one by id", row)
            + Answer.refusals(
                .badRequest, .unauthorized, .forbidden, .notFound, .notAcceptable, .conflict, .contentTooLarge, .unsupportedMediaType,
                .tooManyRequests)
    }

    /// What a DELETE answers.
    func deleteAnswers(_ row: JSON) -> [Answer] {
        writeAnswers("The deleted row; an array of rows when the request does not name one by id", row)
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .notAcceptable, .conflict, .tooManyRequests)
    }

    private func writeAnswers(_ summary: String, _ row: JSON) -> [Answer] {
        [
            Answer(.ok, summary, schema: writtenSchema, example: row),
            Answer(.noContent, "With Prefer: return=minimal or return=headers-only"),
        ]
    }
}

@testable import JSONCore

/// What must be true of the numbers of a text, each and in pairs.
enum Numbers {
    /// Checks every number of the value, and each against those next to it.
    static func check(in value: JSON) {
        var numbers: [JSONNumber] = []
        collect(value, into: &numbers)
        for number in numbers { check(number) }
        for (left, right) in zip(numbers, numbers.dropFirst()) { check(left, right) }
    }

    private static func collect(_ value: JSON, into numbers: inout [JSONNumber]) {
        switch value {
        case .number(let number): numbers.append(number)
        case .array(let elements): for element in elements { collect(element, into: &numbers) }
        case .object(let object): for member in object { collect(member.value, into: &numbers) }
        default: break
        }
    }

    private static func check(_ number: JSONNumber) {
        let copy = JSONNumber(text: number.text, limits: .grammar)
        require(copy == number && copy?.isIdentical(to: number) == true, "a literal is one number")
        require(number.textLength == number.text.utf8.count, "the length of a literal is that of its text")
        require(!(number < number), "no number is smaller than itself")
        if let integer = Int(number.text) { require(number.intValue == integer, "an integer that fits is read as Swift reads it") }
        if let integer = number.intValue {
            require(number.isInteger && JSONNumber(integer) == number, "an integer that fits is that integer")
            require(JSONNumber(integer).hashValue == number.hashValue, "however it is written")
        }
        require(number.isMultiple(of: JSONNumber(1)) == number.isInteger, "integers are the multiples of one")
        require(number.isMultiple(of: number) != (number == JSONNumber(0)), "a number is a multiple of itself, but for zero")
    }

    private static func check(_ left: JSONNumber, _ right: JSONNumber) {
        let answers = [left < right, left == right, right < left]
        require(answers.count { $0 } == 1, "of two numbers one is smaller, or they are equal")
        let (leftDouble, rightDouble) = (left.doubleValue, right.doubleValue)
        if left < right { require(leftDouble <= rightDouble, "doubles are in the order of the numbers") }
        if left == right {
            require(left.hashValue == right.hashValue && leftDouble == rightDouble, "equal numbers have equal hashes and doubles")
        }
        if let integer = left.intValue, let divisor = right.intValue, divisor != 0 {
            require(left.isMultiple(of: right) == (divisor == -1 || integer % divisor == 0), "a multiple leaves no remainder")
        }
        if left.isMultiple(of: right), !right.isMultiple(of: JSONNumber(1)), left != JSONNumber(0) {
            require(!(abs(leftDouble) < abs(rightDouble)), "a multiple is no closer to zero")
        }
    }
}

/// The rule for names that are written from right to left, RFC 5893, section 2.
enum BidiRule {
    /// Whether every label keeps the rule, which counts as soon as one has a character from right to left.
    static func isSatisfied(by labels: [[Unicode.Scalar]]) -> Bool {
        let isBidi = labels.contains { label in
            label.contains { $0.value >= 0x590 && (rightToLeft.contains($0.value) || arabicNumber.contains($0.value)) }
        }
        return !isBidi || labels.allSatisfy(isSatisfied)
    }

    private static func isSatisfied(by label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first?.value, let last = label.last(where: { !mark.contains($0.value) })?.value else { return false }
        if rightToLeft.contains(first) {
            let hasEuropean = label.contains { europeanNumber.contains($0.value) }
            let hasArabic = label.contains { arabicNumber.contains($0.value) }
            return label.allSatisfy { inRightToLeft.contains($0.value) } && !(hasEuropean && hasArabic)
                && (rightToLeft.contains(last) || europeanNumber.contains(last) || arabicNumber.contains(last))
        }
        return leftToRight.contains(first) && label.allSatisfy { inLeftToRight.contains($0.value) }
            && (leftToRight.contains(last) || europeanNumber.contains(last))
    }

    private static let leftToRight = UnicodeProperty.set(ofBidiClass: "L")
    private static let rightToLeft = UnicodeProperty.set(ofBidiClass: "R").union(UnicodeProperty.set(ofBidiClass: "AL"))
    private static let arabicNumber = UnicodeProperty.set(ofBidiClass: "AN")
    private static let europeanNumber = UnicodeProperty.set(ofBidiClass: "EN")
    private static let mark = UnicodeProperty.set(ofBidiClass: "NSM")
    private static let neutral = ["ES", "CS", "ET", "ON", "BN"].reduce(mark.union(europeanNumber)) {
        $0.union(UnicodeProperty.set(ofBidiClass: $1))
    }
    private static let inRightToLeft = neutral.union(rightToLeft).union(arabicNumber)
    private static let inLeftToRight = neutral.union(leftToRight)
}

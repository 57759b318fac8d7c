import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 11: personal data in texts, and texts that say nothing.
@Suite struct TextTests {
    @Test(
        arguments: [
            // GB 11643: right and wrong check digits, X, neighbours.
            ("11010519491231002X", [.idNumber]), ("11010519491231002x", [.idNumber]),
            ("身份证11010519491231002X。", [.idNumber]), ("110105194912310021", []),
            ("A11010519491231002X", []), ("11010519491231002XY", []), ("11010519491231002X1", []),
            ("440524188001010014", [.idNumber, .bankCard]), ("440524188001010015", []),
            ("１１０１０５１９４９１２３１００２Ｘ", [.idNumber]),
            // Luhn: whole, in groups, full-width.
            ("6222021234567890128", [.bankCard]), ("4111111111111111", [.bankCard]),
            ("4111111111111112", []), ("4111 1111 1111 1111", [.bankCard]),
            ("4111-1111-1111-1111", [.bankCard]), ("4111  1111 1111 1111", []),
            ("4111 1111 1111 1112", []), ("6222 0212 3456 7890 128", [.bankCard]),
            ("４１１１　１１１１　１１１１　１１１１", [.bankCard]), ("卡4111111111111111号", [.bankCard]),
            ("4222222222222", [.bankCard]), ("042222222222", []), ("41111111111111111", []),
            ("4111 1111 1111 11111", []), ("14111 1111 1111 1111", []),
            // Mobile numbers.
            ("13800138000", [.mobile]), ("打19912345678找我", [.mobile]), ("12800138000", []),
            ("1380013800", []), ("138001380001", []), ("a13800138000b", [.mobile]),
            ("１３８００１３８０００", [.mobile]),
            // Passwords.
            ("密码是abcd", [.password]), ("密码：abc1", [.password]), ("密码abc", []),
            ("密码  =  1234", [.password]), ("PassWord: xyz9", [.password]),
            ("pwd=0000", [.password]),
            ("密码为：1234", []), ("密码错误", []), ("密码　１２３４", [.password]), ("pwd: 12 34", []),
            // Several, in order of kind, and nothing.
            ("密码abcd1234，手机13800138000", [.mobile, .password]), ("", []), ("一直没有收到商品", []),
        ] as [(String, [PersonalDataKind])])
    func `personal data is found as the contract describes it`(
        text: String, kinds: [PersonalDataKind]
    ) {
        #expect(PersonalDataScanner().kinds(in: [text]) == kinds)
    }

    @Test func `the order's own number and trade numbers are overlooked`() throws {
        let scanner = PersonalDataScanner(blanking: ["13800138000", "4111111111111111"])
        #expect(scanner.kinds(in: ["订单13800138000，流水4111111111111111"]) == [])
        #expect(scanner.kinds(in: ["１３８００１３８０００"]) == [], "full-width too")
        #expect(scanner.kinds(in: ["19912345678"]) == [.mobile])
        // A trade number that holds the order's number or another one, whichever is looked for first.
        for known in [["KM1", "KM16222020000000007"], ["KM16222020000000007", "KM1", "1622"]] {
            #expect(PersonalDataScanner(blanking: known).kinds(in: ["KM16222020000000007"]) == [])
        }
        #expect(
            PersonalDataScanner(blanking: ["KM1"]).kinds(in: ["6222020000000007"]) == [.bankCard])
        var order = RegisterOrder.sample()
        order.tenders[0].channelTradeNo = "4111111111111111"
        let own = Step.apply { $0.description = FreeText("流水号4111111111111111没到账") }
        #expect(try Given(order: order).when(own).refused == nil)
        #expect(try Given().when(own).refused == "pii_in_text R56")
    }

    /// Every text that a person writes is searched.
    @Test func `no text field is overlooked`() throws {
        let text = FreeText("13800138000")
        let given = try Given(.apply())
        let steps: [Step] = [
            .apply { $0.description = text }, .amend { $0.description = text },
            .withdraw { $0.note = text }, .requestExtension { $0.note = text },
            .assess { $0.note = text }, .requestSupplement { $0.note = text },
            .negotiate { $0.note = text }, .offer { $0.note = text }, .approve { $0.note = text },
            .reject(fill: { $0.explanation = text }), .appeal { $0.note = text },
            .uphold { $0.reason = text }, .void { $0.reason = text }, .dispute { $0.note = text },
            .chase { $0.note = text }, Step(AnswerChase { $0.note = text }),
            .complain { $0.note = text }, .respond { $0.note = text },
            Step(WithdrawComplaint { $0.note = text }), Step(ReportOffPlatform { $0.note = text }),
            Step(RecordCorrection { $0.value = text }), Step(RecordCorrection { $0.reason = text }),
        ]
        for step in steps {
            #expect(given.when(step).refused == "pii_in_text R56", "\(step.body)")
        }
    }

    @Test(
        arguments: [
            (nil, true), ("", true), ("    ", true), ("abcd", true), ("abcde", false),
            (" abcd ", true),
            ("没收到货", true), ("没有收到货", false), ("商品不好", true), ("　不想要了\n", true), ("质量差", true),
            ("质量差，不能用", false),
        ] as [(String?, Bool)])
    func `a description that says nothing gets a warning`(text: String?, isVague: Bool) throws {
        let applied = try Given().when(.apply { $0.description = text.map { FreeText($0) } })
            .only(RefundApplied.self)
        #expect(applied.warnings == (isVague ? [.vagueDescription] : []))
    }

    @Test func `the policy says what is vague`() throws {
        let given = try Given(policy: {
            ($0.minDescriptionCharacters, $0.vaguePhrases) = (2, ["不要了谢谢"])
        })
        let phrase = Step.apply { $0.description = FreeText("不要了谢谢") }
        #expect(try given.when(phrase).only(RefundApplied.self).warnings == [.vagueDescription])
        let short = Step.apply { $0.description = FreeText("坏了") }
        #expect(try given.when(short).only(RefundApplied.self).warnings == [])
    }
}

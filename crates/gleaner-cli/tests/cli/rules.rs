//! Rule files of the user: checked, tried on a text, used in a run.

use crate::program::{Program, string};

const RULES: &str = "\
verbs buy = acquire buy(bought) purchase

rule bought
  pattern: (buyer: ORG~) @buy.finite (bought: ORG) [for (price: MONEY)]
  gives: acquired(buyer, bought, amount=price)
  priority: 1
  matches: [Aster Ltd|ORG] bought [Birch Ltd|ORG] for [£5m|MONEY]. => acquired(Aster Ltd, Birch Ltd, amount=£5m)
  not: [Aster Ltd|ORG] never bought [Birch Ltd|ORG].

rule model
  pattern: (name: Model <number>)
  gives: PRODUCT(name)
  matches: The Model 12 is new. => PRODUCT(Model 12)
";

const TEXT: &str = "Acme Holdings Ltd bought Northern Glass Ltd for £5m. The Model 500 is new.";

#[test]
fn files_are_checked() {
    let program = Program::with(&[("good.rules", RULES.as_bytes())]);
    let run = program.run(&["rules", "check", "good.rules"]).expect(0);
    assert_eq!(String::from_utf8_lossy(&run.stdout), "good.rules: 2 rules, 3 examples, all hold\n");
    program.write("bad.rules", RULES.replace("(bought: ORG)", "(bought: FIRM)").as_bytes());
    let run = program.run(&["rules", "check", "good.rules", "bad.rules"]).expect(1);
    let expected = "gleaner: bad.rules:4:47: unknown type `FIRM`; known are ORG, PERSON, LOC, MONEY, DATE, PRODUCT\n";
    assert_eq!(run.stderr, expected);
    assert!(program.run(&["rules", "check", "missing.rules"]).expect(2).stderr.contains("missing.rules"));
}

#[test]
fn rules_are_tried_on_a_text_and_on_a_file() {
    let program = Program::with(&[("my.rules", RULES.as_bytes()), ("a.txt", TEXT.as_bytes())]);
    let run = program.run(&["rules", "test", "my.rules", TEXT]).expect(0);
    let lines = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(lines.starts_with("bought: acquired(Acme Holdings Ltd, Northern Glass Ltd, amount=£5m) 0."), "{lines}");
    assert!(lines.contains("\n    Acme Holdings Ltd bought Northern Glass Ltd for £5m\n"), "{lines}");
    assert!(lines.ends_with("model: PRODUCT(Model 500)\n"), "{lines}");
    assert_eq!(program.run(&["rules", "test", "my.rules", "a.txt"]).expect(0).stdout, run.stdout);
    let run = program.run(&["rules", "test", "my.rules", "Nothing here."]).expect(0);
    assert_eq!(String::from_utf8_lossy(&run.stdout), "bought: nothing\nmodel: nothing\n");
}

#[test]
fn a_run_uses_them() {
    let program = Program::with(&[("my.rules", RULES.as_bytes()), ("a.txt", TEXT.as_bytes())]);
    let run = program.extract(&["a.txt", "--rules", "my.rules"]).expect(0);
    let product = run.of_kind("entity").into_iter().find(|entity| string(entity, "type") == "PRODUCT").expect("one");
    assert_eq!((string(&product, "text"), string(&product, "source")), ("Model 500", "rule:model"));
    let relation = run.of_kind("relation").into_iter().find(|relation| string(relation, "type") == "acquired");
    assert_eq!(string(&relation.expect("one"), "source"), "rule:bought");
    let run = program.extract(&["a.txt", "--rules", "my.rules", "--types", "PRODUCT"]).expect(0);
    assert_eq!(run.of_kind("entity").len(), 1);
    program.write("bad.rules", b"rule x\n");
    let run = program.extract(&["a.txt", "--rules", "bad.rules"]).expect(2);
    assert!(run.stderr.contains("bad.rules:1:1: the rule `x` has no `pattern:`"), "{}", run.stderr);
}

using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>
/// What becomes of the cases. Each is answered, closed or passed on in the end, the slowest within two months of the day it was due: who looks at a year
/// that is over sees no case that nobody ever took up.
/// </summary>
internal sealed class CaseLives(SyntheticYearOptions options, Random random)
{
    private const string NoReply = "noReplyPossible";

    // Of nobody whom a system knows: made-up cases are given to nobody real.
    private static readonly Guid Somebody = new("0199f000-5e7d-7000-8000-000000000001");

    public IReadOnlyList<SyntheticRequest> Of(CaseDraft draft)
    {
        if (draft.Kind == "thanks")
            return Thanks(draft);
        if (draft.Filing.Contact is null)
            return Prepared(Begin(draft)).After(random.Next(0, 10)).Do("close", new() { Outcome = NoReply }).Chain;
        return OfReachable(draft).Chain;
    }

    /// <summary>Two filings of one person, of which the second is joined to the first.</summary>
    public IReadOnlyList<SyntheticRequest> OfPair(CaseDraft kept, CaseDraft repeated)
    {
        var first = Begin(kept);
        var second = Begin(repeated);
        second.After(random.Next(1, 5)).Do("merge", new() { Into = kept.Filing.Id, Reason = "Même demande du même usager" });
        if (random.Next(3) == 0)
        {
            second.After(1).Do("unmerge", new() { Reason = "L'usager demande une réponse à chacun de ses messages" });
            Answered(second, random.Next(3, 12));
        }
        Answered(first, random.Next(1, 26));
        return [first.Filed, second.Filed, .. second.Moves, .. first.Moves];
    }

    private List<SyntheticRequest> Thanks(CaseDraft draft)
    {
        var script = Begin(draft).After(random.Next(0, 6)).Do("close", new() { Outcome = NoReply });
        // Some clients send it again.
        return random.Next(3) == 0 ? [script.Filed, .. script.Chain] : [.. script.Chain];
    }

    /// <summary>From 84 on the case may say something else, which a motive that has to occur does not bear.</summary>
    private CaseScript OfReachable(CaseDraft draft) => random.Next(draft.KeepsMotive ? 84 : 100) switch
    {
        < 55 => Answered(Begin(draft), random.Next(0, 20)),
        < 66 => Answered(Begin(draft), random.Next(18, 25)),
        < 74 => Held(Begin(draft)),
        < 80 => Questioned(Begin(draft)),
        < 84 => Disputed(Begin(draft)),
        < 87 => Transferred(draft),
        < 89 => Rejected(draft),
        < 92 => OutOfScope(draft),
        < 99 => Corrected(draft),
        _ => Forgotten(Begin(draft)),
    };

    private CaseScript Begin(CaseDraft draft) => new(draft, options.LastDay);

    private CaseScript Prepared(CaseScript script)
    {
        if (script.Filing.Contact is not null && random.Next(2) == 0)
            script.After(random.Next(0, 2)).Do("acknowledge", new());
        if (random.Next(5) > 0)
            script.Do("qualify", new() { Motive = script.Draft.Motive, Module = script.Filing.Module ?? "accueil-general" });
        return script;
    }

    private CaseScript Answered(CaseScript script, int days) => Answered(script, days, Outcome(4, 3, 3));

    private CaseScript Answered(CaseScript script, int days, string outcome)
    {
        Prepared(script);
        if (random.Next(2) == 0)
            script.Do("assign", new() { Assignee = Somebody });
        return Answer(script.On(days), outcome);
    }

    /// <summary>The letter, then the closing with the outcome that it tells; one case in fifteen is not closed.</summary>
    private CaseScript Answer(CaseScript script, string outcome)
    {
        script.Do("answer", CaseAnswers.Of(random, script.Draft.Kind, script.Draft.Motive, outcome));
        return random.Next(15) > 0 ? script.After(random.Next(0, 9)).Do("close", new() { Outcome = outcome }) : script;
    }

    private CaseScript Held(CaseScript script)
    {
        Prepared(script).On(14).Do("hold", new() { Text = CaseTexts.Holding(random), NewDate = FrenchWorkingDays.OnOrAfter(script.Day.AddDays(20)) });
        return Answer(script.On(random.Next(24, 60)), Outcome(6, 3, 1));
    }

    /// <summary>Left lying until somebody came upon it.</summary>
    private CaseScript Forgotten(CaseScript script) => Answer(Prepared(script).On(random.Next(60, 75)), Outcome(6, 3, 1));

    /// <summary>Of twelve who are asked something one never writes back.</summary>
    private CaseScript Questioned(CaseScript script)
    {
        Prepared(script).After(random.Next(1, 5)).Do("request-information", new() { Text = CaseTexts.Question(random, script.Draft.Kind) });
        return random.Next(12) == 0
            ? script.After(random.Next(28, 40)).Do("close", new() { Outcome = NoReply })
            : Answer(script.After(random.Next(1, 8)).Do("resume", new()).After(random.Next(1, 16)), Outcome(4, 3, 3));
    }

    private CaseScript Disputed(CaseScript script)
    {
        Answered(script, random.Next(2, 26), Outcome(0, 1, 1));
        script.After(random.Next(5, 15)).Do("reopen", new() { Reason = "L'usager conteste la réponse" });
        script.After(random.Next(5, 30)).Do("answer", CaseAnswers.OnDispute(random, script.Draft.Kind, script.Draft.Motive));
        return script.After(1).Do("close", new() { Outcome = "founded" });
    }

    private CaseScript Transferred(CaseDraft draft) => Begin(draft.Saying("complaint", "orientation", CaseTexts.OnAllowances(random)))
        .After(random.Next(1, 6)).Do("transfer", new() { To = "Caisse d'allocations familiales", Reason = "La préfecture ne verse ni ne calcule les allocations" });

    /// <summary>Who sells something does not fill in a slip at the counter.</summary>
    private CaseScript Rejected(CaseDraft draft)
    {
        var said = draft.Saying("suggestion", "autre", CaseTexts.Canvassing(random));
        var sent = said with { Filing = said.Filing with { Channel = said.Filing.Channel is "desk-slip" or "kiosk" ? "letter" : said.Filing.Channel } };
        return Begin(sent).After(random.Next(1, 6)).Do("reject", new() { Reason = "Démarchage commercial, sans lien avec l'accueil des usagers" });
    }

    /// <summary>Of three closed as outside of what the prefecture does, one was within it.</summary>
    private CaseScript OutOfScope(CaseDraft draft)
    {
        var mistaken = random.Next(3) == 0;
        var script = Begin(mistaken ? draft : draft.Saying("complaint", "autre", CaseTexts.OnTheTown(random)));
        script.After(random.Next(1, 6)).Do("close", new() { Outcome = "outOfScope" });
        return mistaken
            ? Answer(script.After(3).Do("reopen", new() { Reason = "La demande relève bien de la préfecture" }).After(random.Next(1, 20)), Outcome(4, 3, 3))
            : script;
    }

    /// <summary>Filed with a mistake, which is seen at once or only in the end.</summary>
    private CaseScript Corrected(CaseDraft draft)
    {
        var (filed, correction) = Mistaken(draft);
        var script = Begin(filed);
        var atOnce = random.Next(2) == 0;
        if (atOnce)
            script.After(1).Do("correct", correction);
        if (filed.Kind == "thanks")
            script.After(random.Next(0, 6)).Do("close", new() { Outcome = NoReply });
        else
            Answered(script, random.Next(2, 26));
        return atOnce ? script : script.Do("correct", correction);
    }

    /// <summary>The case as it is filed with one thing wrong, and what corrects it. What cannot be mistaken is a word of thanks taken for a complaint instead.</summary>
    private (CaseDraft Filed, TransitionRequest Correction) Mistaken(CaseDraft draft)
    {
        const string reason = "Erreur de saisie";
        var filing = draft.Filing;
        switch (random.Next(4))
        {
            case 0 when EarlierThan(filing.ReceivedOn!.Value) is { } earlier:
                return (draft, new() { ReceivedOn = earlier, Reason = reason });
            case 1:
                return (draft, new() { Channel = OtherChannel(filing), Reason = reason });
            case 2:
                var (kind, other) = random.Next(2) == 0 ? ("complaint", "suggestion") : ("suggestion", "complaint");
                var truly = draft.Saying(kind, draft.Motive, CaseTexts.Of(random, kind, draft.Motive, isAnonymous: false));
                return (truly.TakenFor(other), new() { Kind = kind, Reason = reason });
            case 3 when options.Network.PickSite(random).Code is var site && site != filing.Site:
                return (draft, new() { Site = site, Reason = reason });
            default:
                var motive = Weighted.Pick(random, Motives.OfThanks);
                var thanks = draft.Saying("thanks", motive, CaseTexts.Of(random, "thanks", motive, isAnonymous: false));
                return (thanks.TakenFor("complaint"), new() { Kind = "thanks", Reason = reason });
        }
    }

    /// <summary>A working day of the same year, at most 24 days before; null when there is none.</summary>
    private DateOnly? EarlierThan(DateOnly day)
    {
        var first = FrenchWorkingDays.OnOrAfter(new DateOnly(options.Year, 1, 1));
        var most = Math.Min(24, day.DayNumber - first.DayNumber);
        return most > 0 ? FrenchWorkingDays.OnOrBefore(day.AddDays(-random.Next(1, most + 1))) : null;
    }

    /// <summary>What came while the prefecture was closed came by e-mail or on the web: nobody was there to take a letter in.</summary>
    private static string OtherChannel(FilingRequest filing) => filing.Channel switch
    {
        "email" when !FrenchWorkingDays.Has(filing.ReceivedOn!.Value) => "web",
        "web" when !FrenchWorkingDays.Has(filing.ReceivedOn!.Value) => "email",
        "letter" => "phone",
        _ => "letter",
    };

    private string Outcome(int founded, int partlyFounded, int unfounded) =>
        Weighted.Pick(random, [("founded", founded), ("partlyFounded", partlyFounded), ("unfounded", unfounded)]);
}

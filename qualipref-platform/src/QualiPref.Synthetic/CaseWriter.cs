using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>Writes the cases of a year: what is filed, and what becomes of it.</summary>
internal sealed class CaseWriter(SyntheticYearOptions options)
{
    private readonly Random _random = new(options.Seed ^ 0x0CA5E);

    /// <summary>One chain per case; two cases of which one is merged into the other share a chain.</summary>
    public IEnumerable<IReadOnlyList<SyntheticRequest>> Chains()
    {
        var chains = new List<IReadOnlyList<SyntheticRequest>>();
        for (var i = 0; i < options.Complaints; i++)
        {
            var filing = File(i);
            if (filing.Kind != "thanks" && filing.Contact is not null && _random.NextDouble() < 0.03 && i + 1 < options.Complaints)
                chains.Add(MergedPair(filing, Duplicate(filing, ++i)));
            else if (filing.Channel == "web" && _random.NextDouble() < 0.05)
                chains.Add([new FileCase(filing with { ReceivedOn = null })]);
            else
                chains.Add(Life(filing));
        }
        return chains;
    }

    private FilingRequest File(int index)
    {
        var site = options.Network.PickSite(_random);
        var channel = Pick(("desk-slip", 40), ("web", 20), ("email", 15), ("letter", 12), ("phone", 8), ("kiosk", 3), ("other", 2));
        var anonymous = _random.NextDouble() < channel switch { "desk-slip" => 0.4, "kiosk" => 0.3, "phone" => 0.15, _ => 0.04 };
        // Each motive occurs, the rare ones too.
        var named = index < 2 * Motives.Length;
        var motive = named ? Motives[index % Motives.Length].Item1 : Pick(Motives);
        var kind = Pick(("complaint", 76), ("suggestion", 17), ("thanks", 7));
        var (subject, text) = CaseTexts.Of(_random, kind, motive);
        return new FilingRequest
        {
            Id = SyntheticYear.Id(options, $"case/{index}"),
            Site = site.Code,
            Kind = kind,
            Channel = channel,
            ReceivedOn = Received(channel),
            Subject = subject,
            Text = text,
            Motive = named || _random.NextDouble() < 0.6 ? motive : null,
            Module = _random.NextDouble() < 0.5 ? Pick(("accueil-general", 60), ("delivrance-titres", 40)) : null,
            Contact = anonymous ? null : Contact(index, channel),
        };
    }

    /// <summary>Any day by web or e-mail; what somebody has to take in comes on a working day.</summary>
    private DateOnly Received(string channel)
    {
        while (true)
        {
            var day = new DateOnly(options.Year, 1, 1).AddDays(_random.Next(DateTime.IsLeapYear(options.Year) ? 366 : 365));
            if (channel is "web" or "email" || FrenchWorkingDays.Has(day))
                return day;
        }
    }

    private ContactRequest Contact(int index, string channel)
    {
        var byMail = channel is "web" or "email" || (channel != "letter" && _random.Next(2) == 0);
        return new ContactRequest
        {
            Name = $"Usager {index + 1}",
            Email = byMail ? $"usager{index + 1}@courriel.example" : null,
            PostalAddress = byMail ? null : $"{index + 1} rue de l'Exemple",
            Language = Pick(("fr", 85), ("en", 7), ("es", 3), ("pt", 3), ("ar", 2)),
        };
    }

    private FilingRequest Duplicate(FilingRequest filing, int index) => filing with
    {
        Id = SyntheticYear.Id(options, $"case/{index}"),
        Channel = "email",
        ReceivedOn = Earlier(filing.ReceivedOn!.Value.AddDays(_random.Next(4)), new DateOnly(options.Year, 12, 31)),
        Contact = Contact(index, "email"),
    };

    private IReadOnlyList<SyntheticRequest> MergedPair(FilingRequest kept, FilingRequest repeated)
    {
        var first = new CaseScript(kept, options.LastDay);
        var second = new CaseScript(repeated, options.LastDay);
        second.After(_random.Next(1, 5)).Do("merge", new() { Into = kept.Id, Reason = "Même demande du même usager" });
        if (_random.Next(3) == 0)
        {
            second.After(1).Do("unmerge", new() { Reason = "Deux démarches différentes" });
            Answered(second, _random.Next(3, 12));
        }
        Answered(first, _random.Next(1, 26));
        return [first.Filed, second.Filed, .. second.Moves, .. first.Moves];
    }

    private IReadOnlyList<SyntheticRequest> Life(FilingRequest filing)
    {
        var script = new CaseScript(filing, options.LastDay);
        if (filing.Kind == "thanks")
        {
            var twice = _random.Next(3) == 0;
            if (_random.Next(20) > 0)
                script.After(_random.Next(0, 6)).Do("close", new() { Outcome = "noReplyPossible" });
            return twice ? [script.Filed, .. script.Chain] : script.Chain;
        }
        if (filing.Contact is null)
            return Anonymous(script);
        switch (_random.Next(100))
        {
            case < 55: Answered(script, _random.Next(0, 20)); break;
            case < 66: Answered(script, _random.Next(18, 25)); break;
            case < 74: Late(script); break;
            case < 80: Questioned(script); break;
            case < 84: Reopened(script); break;
            case < 87: script.After(_random.Next(1, 6)).Do("transfer", new() { To = "Caisse d'allocations familiales", Reason = "Hors de la compétence de la préfecture" }); break;
            case < 89: script.After(_random.Next(1, 6)).Do("reject", new() { Reason = "Propos injurieux sans demande" }); break;
            case < 92: OutOfScope(script); break;
            case < 99: Corrected(script); break;
            default: Qualified(script); break;
        }
        return script.Chain;
    }

    private IReadOnlyList<SyntheticRequest> Anonymous(CaseScript script)
    {
        Qualified(script);
        if (_random.Next(30) > 0)
            script.After(_random.Next(0, 10)).Do("close", new() { Outcome = "noReplyPossible" });
        return script.Chain;
    }

    private void Qualified(CaseScript script)
    {
        if (script.Filing.Contact is not null && _random.Next(2) == 0)
            script.After(_random.Next(0, 2)).Do("acknowledge", new());
        if (_random.Next(5) > 0)
            script.Do("qualify", new() { Motive = script.Filing.Motive ?? Pick(Motives), Module = script.Filing.Module ?? "accueil-general" });
    }

    private void Answered(CaseScript script, int days)
    {
        Qualified(script);
        if (_random.Next(2) == 0)
            script.Do("assign", new() { Assignee = "equipe-qualite" });
        script.On(days).Do("answer", Letter());
        if (_random.Next(15) > 0)
            script.After(_random.Next(0, 9)).Do("close", new() { Outcome = Pick(("founded", 4), ("partlyFounded", 3), ("unfounded", 3)) });
    }

    private void Late(CaseScript script)
    {
        Qualified(script);
        script.On(14).Do("hold", new() { Text = CaseTexts.Holding(_random), NewDate = script.Day.AddDays(20) });
        script.On(_random.Next(24, 60)).Do("answer", Letter());
        if (_random.Next(15) > 0)
            script.After(_random.Next(0, 9)).Do("close", new() { Outcome = Pick(("founded", 6), ("partlyFounded", 3), ("unfounded", 1)) });
    }

    private void Questioned(CaseScript script)
    {
        Qualified(script);
        script.After(_random.Next(1, 5)).Do("request-information", new() { Text = CaseTexts.Question(_random) });
        if (_random.Next(12) == 0)
            return;
        script.After(_random.Next(1, 8)).Do("resume", new());
        script.After(_random.Next(1, 16)).Do("answer", Letter());
        if (_random.Next(15) > 0)
            script.After(_random.Next(0, 9)).Do("close", new() { Outcome = Pick(("founded", 4), ("partlyFounded", 3), ("unfounded", 3)) });
    }

    private void Reopened(CaseScript script)
    {
        Answered(script, _random.Next(2, 26));
        script.After(_random.Next(5, 15)).Do("reopen", new() { Reason = "L'usager conteste la réponse" });
        if (_random.Next(10) > 0)
            script.After(_random.Next(5, 30)).Do("answer", Letter()).After(1).Do("close", new() { Outcome = "founded" });
    }

    private void OutOfScope(CaseScript script)
    {
        script.After(_random.Next(1, 6)).Do("close", new() { Outcome = "outOfScope" });
        if (_random.Next(3) == 0)
            script.After(3).Do("reopen", new() { Reason = "La demande relève bien de la préfecture" }).After(_random.Next(1, 20)).Do("answer", Letter());
    }

    private void Corrected(CaseScript script)
    {
        const string reason = "Erreur de saisie";
        var filing = script.Filing;
        TransitionRequest correction = _random.Next(4) switch
        {
            0 => new() { ReceivedOn = Later(filing.ReceivedOn!.Value.AddDays(-_random.Next(1, 25)), new DateOnly(options.Year, 1, 1)), Reason = reason },
            1 => new() { Channel = filing.Channel == "letter" ? "phone" : "letter", Reason = reason },
            2 => new() { Kind = filing.Kind == "complaint" ? "suggestion" : "complaint", Reason = reason },
            _ => new() { Site = options.Network.PickSite(_random).Code, Reason = reason },
        };
        if (correction.Site == filing.Site || correction.ReceivedOn == filing.ReceivedOn)
            correction = new() { Kind = "thanks", Reason = reason };
        if (_random.Next(2) == 0)
            script.After(1).Do("correct", correction);
        if (correction.Kind == "thanks")
            script.After(_random.Next(0, 6)).Do("close", new() { Outcome = "noReplyPossible" });
        else
            Answered(script, _random.Next(2, 26));
        if (!script.Moves.Any(move => move.Transition == "correct"))
            script.Do("correct", correction);
    }

    private TransitionRequest Letter()
    {
        var (subject, body) = CaseTexts.Answer(_random);
        return new() { Subject = subject, Body = body };
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static readonly (string, int)[] Motives =
    [
        ("accueil", 12), ("attente", 24), ("horaires", 8), ("joignabilite", 10), ("absence-reponse", 7), ("delai-dossier", 13), ("information", 6), ("orientation", 3),
        ("decision", 3), ("erreur-titre", 2), ("pieces", 3), ("demarche-en-ligne", 3), ("accessibilite", 1), ("confidentialite", 1), ("locaux", 2), ("discrimination", 1),
        ("donnees-personnelles", 1), ("autre", 3),
    ];

    private string Pick(params ReadOnlySpan<(string Value, int Weight)> weighted) => Weighted.Pick(_random, weighted);
}

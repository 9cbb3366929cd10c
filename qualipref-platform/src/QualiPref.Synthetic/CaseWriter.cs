using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>Writes the cases of a year: what is filed, by whom and when; <see cref="CaseLives"/> tells what becomes of it.</summary>
internal sealed class CaseWriter(SyntheticYearOptions options)
{
    private readonly Random _random = new(options.Seed ^ 0x0CA5E);

    /// <summary>One chain per case; two cases of which one is merged into the other share a chain.</summary>
    public IEnumerable<IReadOnlyList<SyntheticRequest>> Chains()
    {
        var lives = new CaseLives(options, _random);
        var chains = new List<IReadOnlyList<SyntheticRequest>>();
        for (var i = 0; i < options.Complaints; i++)
        {
            var draft = Write(i);
            if (draft.Kind != "thanks" && draft.Filing.Contact is not null && _random.NextDouble() < 0.03 && i + 1 < options.Complaints)
                chains.Add(lives.OfPair(draft, Repeated(draft, person: i, ++i)));
            else if (draft.Filing.Channel == "web" && _random.NextDouble() < 0.05)
                chains.Add([new FileCase(draft.Filing with { ReceivedOn = null })]);
            else
                chains.Add(lives.Of(draft));
        }
        return chains;
    }

    private CaseDraft Write(int index)
    {
        var site = options.Network.PickSite(_random);
        var channel = Pick(("desk-slip", 40), ("web", 20), ("email", 15), ("letter", 12), ("phone", 8), ("kiosk", 3), ("other", 2));
        var anonymous = _random.NextDouble() < channel switch { "desk-slip" => 0.4, "kiosk" => 0.3, "phone" => 0.15, _ => 0.04 };
        // Each motive occurs, the rare ones too.
        var named = index < 2 * Motives.All.Length;
        var kind = Pick(("complaint", 76), ("suggestion", 17), ("thanks", named ? 0 : 7));
        var motive = named ? Motives.All[index % Motives.All.Length].Code : Pick(kind == "thanks" ? Motives.OfThanks : Motives.All);
        var (subject, text) = CaseTexts.Of(_random, kind, motive, anonymous);
        var filing = new FilingRequest
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
        return new CaseDraft(filing, kind, motive) { KeepsMotive = index < Motives.All.Length };
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

    /// <summary>The same once more, by e-mail and some days later.</summary>
    private CaseDraft Repeated(CaseDraft first, int person, int index) => first with
    {
        Filing = first.Filing with
        {
            Id = SyntheticYear.Id(options, $"case/{index}"),
            Channel = "email",
            ReceivedOn = Earlier(first.Filing.ReceivedOn!.Value.AddDays(_random.Next(4)), new DateOnly(options.Year, 12, 31)),
            Contact = Contact(person, "email") with { Language = first.Filing.Contact!.Language },
        },
    };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private string Pick(params ReadOnlySpan<(string Value, int Weight)> weighted) => Weighted.Pick(_random, weighted);
}

namespace QualiPref.Synthetic;

/// <summary>What the public contract says of a demonstration network, and how busy its sites are.</summary>
/// <param name="Code">Code of the network.</param>
/// <param name="Sites">Its sites with their share of the traffic and of satisfied answers.</param>
public sealed record SyntheticNetwork(string Code, IReadOnlyList<SyntheticSite> Sites)
{
    /// <summary>Three sites: Évry, Palaiseau, Étampes. One kiosk is without trouble, the five others have one each.</summary>
    public static SyntheticNetwork Essonne { get; } = new("essonne",
    [
        new("91-EVRY", 0.6, 0.82,
        [
            new("91-EVRY", "Accueil du hall A"),
            new("91-EVRY", "Sortie des guichets") { Trouble = KioskTrouble.Drifts },
            new("91-EVRY", "Espace des titres") { Trouble = KioskTrouble.NoBattery },
        ]),
        new("91-PALAISEAU", 0.25, 0.88,
        [
            new("91-PALAISEAU", "Hall d'accueil") { Trouble = KioskTrouble.TwoDaysAhead },
            new("91-PALAISEAU", "Salle d'attente") { Trouble = KioskTrouble.Sleeps },
        ]),
        new("91-ETAMPES", 0.15, 0.93, [new("91-ETAMPES", "Hall d'accueil") { Trouble = KioskTrouble.Offline }]),
    ]);

    internal SyntheticSite PickSite(Random random)
    {
        var at = random.NextDouble();
        foreach (var site in Sites)
            if ((at -= site.Share) < 0)
                return site;
        return Sites[^1];
    }
}

/// <summary>One site of a synthetic network.</summary>
/// <param name="Code">Code of the site.</param>
/// <param name="Share">Its share of the network's answers and cases, between 0 and 1.</param>
/// <param name="Satisfied">Probability that an expressed answer is satisfied.</param>
/// <param name="Kiosks">Its kiosks.</param>
public sealed record SyntheticSite(string Code, double Share, double Satisfied, IReadOnlyList<SyntheticKiosk> Kiosks);

using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>An item that cannot become a fact.</summary>
/// <param name="Id">Id that the fact would have.</param>
/// <param name="Version">Version that the item says.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Site">Site that the item says.</param>
/// <param name="Date">Local legal date that the item says.</param>
/// <param name="Item">The contract record as it came.</param>
internal sealed record BadItem(FactKey Id, int Version, string Reason, string Site, DateOnly Date, object Item);

/// <summary>The items of one message, told apart: a bad one never costs its neighbours.</summary>
/// <param name="Source">One of <see cref="FactSources"/>.</param>
/// <param name="Overrules">Whether the good ones replace whatever is held, an equal or higher version too.</param>
internal sealed record IncomingFacts(string Source, bool Overrules)
{
    public List<Fact> Good { get; } = [];

    public List<BadItem> Bad { get; } = [];
}

using System.Linq.Expressions;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Storage;

/// <summary>The order of a list, and what lies on one side of a place in it.</summary>
internal static class CaseSequence
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    // Where a gravity is entered from its end.
    private static readonly CasePosition Last = new(DateOnly.MaxValue, Guid.AllBitsSet, Backwards: true);

    /// <summary>Whether an order is one of gravities.</summary>
    public static bool IsByGravity(this CaseOrder order) => order is CaseOrder.ByGravity or CaseOrder.ByGravityReversed;

    /// <summary>
    /// The queries that give a list when their answers are put one behind the other: the query itself, or one for each gravity that is left from its position on, so
    /// that each of them is walked in an index.
    /// </summary>
    public static IEnumerable<CaseQuery> PartsOf(CaseQuery query, Catalogue catalogue)
    {
        if (!query.Order.IsByGravity()) return [query];
        var known = catalogue.Gravities.Select(one => one.Code);
        List<string?> all = [.. query.Order == CaseOrder.ByGravity ? known : known.Reverse(), null];
        IEnumerable<(string? Gravity, CasePosition? From)> walk = all.Select(gravity => (gravity, (CasePosition?)null));
        if (query.From is { } from)
        {
            var place = all.IndexOf(from.Gravity);
            // What another catalogue may know stands with those that have none.
            if (place < 0) place = all.Count - 1;
            walk = from.Backwards
                ? all.Take(place).Reverse().Select(gravity => (gravity, (CasePosition?)Last)).Prepend((all[place], from))
                : walk.Skip(place + 1).Prepend((all[place], from));
        }
        return walk.Where(part => query.Gravity is null || query.Gravity == part.Gravity).Select(part => query with
        {
            Order = CaseOrder.DueFirst,
            Gravity = part.Gravity,
            WithoutGravity = part.Gravity is null,
            // Naming all states leaves nothing out and lets the index serve.
            Statuses = query.Statuses ?? Enum.GetValues<CaseStatus>(),
            From = part.From,
        });
    }

    /// <summary>How to walk: from the position, so that what is nearest to it comes first.</summary>
    public static SortDefinition<CaseDocument> SortOf(CaseQuery query)
    {
        var day = new ExpressionFieldDefinition<CaseDocument>(DayOf(query.Order));
        return Rises(query)
            ? Builders<CaseDocument>.Sort.Ascending(day).Ascending(one => one.Id)
            : Builders<CaseDocument>.Sort.Descending(day).Descending(one => one.Id);
    }

    /// <summary>What leaves in only the side of the position that is wanted; nothing without a position.</summary>
    // Two conditions for each: the first alone bounds the walk through the index.
    public static IEnumerable<FilterDefinition<CaseDocument>> FiltersOf(CaseQuery query)
    {
        if (query.From is not { } from) return [];
        var day = DayOf(query.Order);
        return Rises(query)
            ? [Where.Gte(day, from.Day), Where.Gt(day, from.Day) | Where.Gt(one => one.Id, from.Id)]
            : [Where.Lte(day, from.Day), Where.Lt(day, from.Day) | Where.Lt(one => one.Id, from.Id)];
    }

    /// <summary>The place of a case in an order.</summary>
    public static CasePosition PlaceOf(CaseDocument document, CaseOrder order) =>
        new(order == CaseOrder.NewestFirst ? document.State.ReceivedOn : document.State.DueOn, document.Id) { Gravity = order.IsByGravity() ? document.State.Gravity : null };

    private static bool Rises(CaseQuery query) => (query.Order == CaseOrder.DueFirst) != (query.From is { Backwards: true });

    private static Expression<Func<CaseDocument, DateOnly>> DayOf(CaseOrder order) =>
        order == CaseOrder.DueFirst ? one => one.State.DueOn : one => one.State.ReceivedOn;
}

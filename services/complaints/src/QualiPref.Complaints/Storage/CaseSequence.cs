using System.Linq.Expressions;
using MongoDB.Driver;

namespace QualiPref.Complaints.Storage;

/// <summary>The order of a list, and what lies on one side of a place in it.</summary>
internal static class CaseSequence
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

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
        new(order == CaseOrder.DueFirst ? document.State.DueOn : document.State.ReceivedOn, document.Id);

    private static bool Rises(CaseQuery query) => (query.Order == CaseOrder.DueFirst) != (query.From is { Backwards: true });

    private static Expression<Func<CaseDocument, DateOnly>> DayOf(CaseOrder order) =>
        order == CaseOrder.DueFirst ? one => one.State.DueOn : one => one.State.ReceivedOn;
}

using Microsoft.OpenApi;

namespace QualiPref.Platform.Http;

/// <summary>
/// A query parameter that a call takes. As metadata of the endpoint it is both what the OpenAPI document says and what is let through:
/// a parameter that no endpoint declares is refused, because a misspelt one would change the answer in silence.
/// </summary>
public sealed record QueryParameter
{
    private const string PeriodForms = "2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15 (days included)";

    /// <summary>Name in the query.</summary>
    public required string Name { get; init; }

    /// <summary>What it means, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Whether the call is refused without it.</summary>
    public bool IsRequired { get; init; }

    internal OpenApiSchema Schema { get; init; } = new();

    /// <summary><c>pageSize</c> and <c>cursor</c>, as <see cref="PageRequest"/> reads them.</summary>
    public static IReadOnlyList<QueryParameter> Page { get; } =
    [
        Number("pageSize", $"Items a page, {PageRequest.Default} unless said otherwise.", 1, PageRequest.Largest),
        Text("cursor", "The `next` of the page before.", 500),
    ];

    /// <summary>A network by its code, required.</summary>
    public static QueryParameter Network { get; } = Text("network", "Code of a network.", 100) with { IsRequired = true };

    /// <summary>A period, required.</summary>
    public static QueryParameter Period { get; } = Text("period", $"A period: {PeriodForms}.", 30) with { IsRequired = true };

    /// <summary>A site by its code, optional.</summary>
    public static QueryParameter Site { get; } = Text("site", "Code of a site; every site of the token when left out.", 100);

    /// <summary>A text.</summary>
    /// <param name="name">Name in the query.</param>
    /// <param name="description">What it means.</param>
    /// <param name="longest">Most characters.</param>
    public static QueryParameter Text(string name, string description, int longest) =>
        Of(name, description, new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest });

    /// <summary>One of a closed list of codes.</summary>
    /// <param name="name">Name in the query.</param>
    /// <param name="description">What it means.</param>
    /// <param name="codes">The codes.</param>
    public static QueryParameter Code(string name, string description, IEnumerable<string> codes) =>
        Of(name, description, BodyShape.Code(codes, required: true));

    /// <summary>A local legal date <c>yyyy-MM-dd</c>.</summary>
    /// <param name="name">Name in the query.</param>
    /// <param name="description">What it means.</param>
    public static QueryParameter Date(string name, string description) => Of(name, description, BodyShape.Formatted("date"));

    /// <summary>An instant, as RFC 3339 writes it.</summary>
    /// <param name="name">Name in the query.</param>
    /// <param name="description">What it means.</param>
    public static QueryParameter Instant(string name, string description) => Of(name, description, BodyShape.Formatted("date-time"));

    /// <summary>A UUID.</summary>
    /// <param name="name">Name in the query.</param>
    /// <param name="description">What it means.</param>
    public static QueryParameter Id(string name, string description) => Of(name, description, BodyShape.Formatted("uuid"));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <param name="name">Name in the query.</param>
    /// <param name="description">What it means.</param>
    public static QueryParameter Flag(string name, string description) => Of(name, description, BodyShape.Flag());

    /// <summary>A whole number.</summary>
    /// <param name="name">Name in the query.</param>
    /// <param name="description">What it means.</param>
    /// <param name="least">Smallest value.</param>
    /// <param name="most">Largest value.</param>
    public static QueryParameter Number(string name, string description, int least, int most) => Of(name, description, BodyShape.Integer(least, most));

    private static QueryParameter Of(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, Description = description, Schema = schema };
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace QualiPref.Platform.Http;

/// <summary>What an endpoint says of a call: what it reads, what it gives and how it can refuse. The OpenAPI document is made of it.</summary>
public static class CallDescription
{
    private const int LongestKey = 200;

    /// <summary>Declares a JSON body by its reader, which is run over nothing to find out what it asks for.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    /// <param name="schema">Name of the body in the document.</param>
    /// <param name="read">The reader; it asks for every field, whatever the values are.</param>
    /// <param name="isOptional">Whether the call does without a body.</param>
    public static TBuilder Reads<TBuilder>(this TBuilder call, string schema, Action<IServiceProvider, JsonFields> read, bool isOptional = false)
        where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata(new ReadBody(schema, read), new AcceptsMetadata(["application/json"], typeof(object), isOptional))
            .Refuses(CommonProblems.Unreadable, CommonProblems.TooLarge, CommonProblems.UnsupportedMediaType);

    /// <summary>Declares query parameters; others are refused.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    /// <param name="parameters">The parameters.</param>
    public static TBuilder TakesQuery<TBuilder>(this TBuilder call, params IEnumerable<QueryParameter> parameters) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata([.. parameters]);

    /// <summary>Declares <c>If-Match</c>, as <see cref="Preconditions"/> reads it.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    /// <param name="isRequired">False where it is needed only for what exists already.</param>
    public static TBuilder TakesIfMatch<TBuilder>(this TBuilder call, bool isRequired = true) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata(new HeaderParameter("If-Match", "The ETag that was read.", isRequired, LongestKey))
            .Refuses(CommonProblems.Stale, CommonProblems.PreconditionRequired);

    /// <summary>Declares <c>Idempotency-Key</c>.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    /// <param name="isRequired">Whether the call is refused without it.</param>
    public static TBuilder TakesIdempotencyKey<TBuilder>(this TBuilder call, bool isRequired = false) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata(new HeaderParameter("Idempotency-Key", "The same key gives the same answer: a repeat does nothing twice.", isRequired, LongestKey))
            .Refuses(CommonProblems.KeyReused);

    /// <summary>Declares another header that the call reads.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it means.</param>
    /// <param name="longest">Most characters.</param>
    public static TBuilder TakesHeader<TBuilder>(this TBuilder call, string name, string description, int longest) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata(new HeaderParameter(name, description, IsRequired: false, longest));

    /// <summary>Declares that answers carry an <c>ETag</c>.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    public static TBuilder GivesETag<TBuilder>(this TBuilder call) where TBuilder : IEndpointConventionBuilder => call.WithMetadata(new TaggedAnswer());

    /// <summary>Declares further forms of the answer 200: bytes as they were stored, or a text.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    /// <param name="contentTypes">Their types.</param>
    public static TBuilder Gives<TBuilder>(this TBuilder call, params IReadOnlyList<string> contentTypes) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata(new FurtherAnswers(contentTypes));

    /// <summary>
    /// Declares refusals particular to the call. Those that follow from the rest (token, body, headers, unknown parameters, storage) need not be named.
    /// </summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="call">The endpoint.</param>
    /// <param name="kinds">The refusals.</param>
    public static TBuilder Refuses<TBuilder>(this TBuilder call, params IEnumerable<ProblemKind> kinds) where TBuilder : IEndpointConventionBuilder =>
        call.WithMetadata([.. kinds]);
}

/// <summary>A body and who reads it.</summary>
internal sealed record ReadBody(string Schema, Action<IServiceProvider, JsonFields> Read);

/// <summary>A header that a call takes.</summary>
internal sealed record HeaderParameter(string Name, string Description, bool IsRequired, int Longest);

/// <summary>Further forms of the answer.</summary>
internal sealed record FurtherAnswers(IReadOnlyList<string> ContentTypes);

/// <summary>The answers carry an <c>ETag</c>.</summary>
internal sealed record TaggedAnswer;

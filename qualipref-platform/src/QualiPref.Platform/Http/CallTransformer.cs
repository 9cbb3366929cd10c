using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace QualiPref.Platform.Http;

/// <summary>Writes what the metadata of an endpoint say of a call into its OpenAPI operation.</summary>
internal static class CallTransformer
{
    public const string ProblemSchema = "Problem";
    public const string Language = "AcceptLanguage";
    public const string Bearer = "bearer";

    /// <summary>Codes of the refusals under a status: what a client can count on to be told.</summary>
    private const string Codes = "x-problem-codes";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Tags = null;
        operation.Security = SecurityOf(metadata, context.Document!);
        operation.Parameters = [.. ParametersOf(operation, metadata, context.Document!)];
        foreach (var body in metadata.OfType<ReadBody>())
        {
            operation.RequestBody = BodyOf(body, metadata, context);
        }
        foreach (var type in metadata.OfType<FurtherAnswers>().SelectMany(answers => answers.ContentTypes))
        {
            var response = (OpenApiResponse)operation.Responses!["200"];
            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            response.Content[type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = type == "application/json" ? JsonSchemaType.Object : JsonSchemaType.String } };
        }
        foreach (var answer in operation.Responses!.Where(response => response.Key[0] == '2' && metadata.OfType<TaggedAnswer>().Any()))
        {
            ((OpenApiResponse)answer.Value).Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["ETag"] = new OpenApiHeader { Description = "Version of the resource, for `If-Match`.", Schema = BodyShape.Text(200, required: true) },
            };
        }
        foreach (var kinds in ProblemsOf(metadata).DistinctBy(kind => kind.Code).GroupBy(kind => kind.Status).OrderBy(kinds => kinds.Key))
        {
            operation.Responses![kinds.Key.ToString(CultureInfo.InvariantCulture)] = RefusalOf(kinds, context);
        }
        return Task.CompletedTask;
    }

    // The empty requirement says that no token is needed, or in one case none and in another one.
    private static List<OpenApiSecurityRequirement> SecurityOf(IList<object> metadata, OpenApiDocument document)
    {
        List<OpenApiSecurityRequirement> allowed = [];
        if (metadata.OfType<IAllowAnonymous>().Any()) allowed.Add([]);
        if (NeedsToken(metadata)) allowed.Add(new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] });
        return allowed;
    }

    // What says nothing is refused to everybody, so it is not said to be public.
    private static bool NeedsToken(IList<object> metadata) => metadata.OfType<IAuthorizeData>().Any() || !metadata.OfType<IAllowAnonymous>().Any();

    private static IEnumerable<IOpenApiParameter> ParametersOf(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter.In == ParameterLocation.Path) yield return parameter;
        }
        foreach (var parameter in metadata.OfType<QueryParameter>())
        {
            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Required = parameter.IsRequired,
                Schema = parameter.Schema,
            };
        }
        foreach (var header in metadata.OfType<HeaderParameter>())
        {
            yield return new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Required = header.IsRequired,
                Schema = BodyShape.Text(header.Longest, required: true),
            };
        }
        yield return new OpenApiParameterReference(Language, document);
    }

    private static OpenApiRequestBody BodyOf(ReadBody body, IList<object> metadata, OpenApiOperationTransformerContext context)
    {
        context.Document!.AddComponent(body.Schema, BodyShape.Of(fields => body.Read(context.ApplicationServices, fields)));
        return new OpenApiRequestBody
        {
            Required = !metadata.OfType<IAcceptsMetadata>().Last().IsOptional,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(body.Schema, context.Document) },
            },
        };
    }

    private static IEnumerable<ProblemKind> ProblemsOf(IList<object> metadata)
    {
        // An unknown parameter is refused everywhere, and so is whoever sends too much.
        List<ProblemKind> everywhere = [CommonProblems.InvalidValues, CommonProblems.TooMany, CommonProblems.Unexpected, CommonProblems.StorageAway];
        if (NeedsToken(metadata)) everywhere.AddRange([CommonProblems.Unauthenticated, CommonProblems.Forbidden]);
        return [.. everywhere, .. metadata.OfType<ProblemKind>()];
    }

    private static OpenApiResponse RefusalOf(IGrouping<int, ProblemKind> kinds, OpenApiOperationTransformerContext context)
    {
        var told = kinds.Select(kind => (Code: kind.CodeOf(context.DocumentName), kind.Title.English)).OrderBy(kind => kind.Code, StringComparer.Ordinal).ToList();
        return new OpenApiResponse
        {
            Description = $"{ReasonPhrases.GetReasonPhrase(kinds.Key)}. {string.Join(" ", told.Select(kind => $"`{kind.Code}`: {kind.English}"))}",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document!) },
            },
            Extensions = new Dictionary<string, IOpenApiExtension>
            {
                [Codes] = new JsonNodeExtension(new JsonArray([.. told.Select(kind => JsonValue.Create(kind.Code))])),
            },
        };
    }
}

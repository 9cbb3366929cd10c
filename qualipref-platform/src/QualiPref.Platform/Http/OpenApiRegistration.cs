using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace QualiPref.Platform.Http;

/// <summary>One OpenAPI document a service, generated from its endpoints.</summary>
internal static class OpenApiRegistration
{
    public static void AddQualiPrefOpenApi(this IServiceCollection services, string service) =>
        services.AddOpenApi(service, options =>
        {
            options.ShouldInclude = description => description.GroupName == service;
            options.AddSchemaTransformer((schema, _, _) => TypeEnumAsync(schema));
            options.AddOperationTransformer((operation, context, _) => CallTransformer.DescribeAsync(operation, context));
            options.AddDocumentTransformer((document, _, _) => DescribeAsync(document, service));
        });

    private static Task DescribeAsync(OpenApiDocument document, string service)
    {
        document.Info = new OpenApiInfo { Title = $"QualiPref {service}", Version = "v1" };
        // Paths begin at the origin, whatever shape runs.
        document.Servers = [new OpenApiServer { Url = "/" }];
        // The framework names them after the classes of ours that hold the handlers.
        document.Tags = null;
        document.AddComponent(CallTransformer.ProblemSchema, Problem());
        document.AddComponent(CallTransformer.Language, new OpenApiParameter
        {
            Name = "Accept-Language",
            In = ParameterLocation.Header,
            Description = "Sentences in problems are French, and English when this begins with `en`.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        document.AddComponent(CallTransformer.Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "Access token with roles and sites.",
        });
        return Task.CompletedTask;
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457; some refusals add members of their own.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "instance", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("`urn:qualipref:problem:` and the code."),
            ["title"] = Text("What happened, in one sentence."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = Text("What is particular to this case, else the title."),
            ["instance"] = Text("The trace id."),
            ["code"] = Text("Stable code `QP-SERVICE-NNN`."),
            ["errors"] = BodyShape.List(FieldErrors.Most, new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "pointer", "detail" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["pointer"] = Text("JSON pointer into the body, or the name of a parameter."),
                    ["detail"] = Text("What is wrong and what is expected."),
                },
            }),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    // The framework lists the codes and leaves out that they are strings; whoever refers to them says whether there may be none.
    private static Task TypeEnumAsync(OpenApiSchema schema)
    {
        if (schema is { Enum.Count: > 0, Type: null })
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. schema.Enum.Where(code => code is not null && !JsonNullSentinel.IsJsonNullSentinel(code))];
        }
        return Task.CompletedTask;
    }
}

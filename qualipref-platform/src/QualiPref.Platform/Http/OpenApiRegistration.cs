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
            options.AddDocumentTransformer((document, _, _) => DescribeAsync(document, service));
        });

    private static Task DescribeAsync(OpenApiDocument document, string service)
    {
        document.Info = new OpenApiInfo { Title = $"QualiPref {service}", Version = "v1" };
        // The address depends on the shape that runs; paths already begin at the origin.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "Access token with roles and sites.",
        };
        return Task.CompletedTask;
    }
}

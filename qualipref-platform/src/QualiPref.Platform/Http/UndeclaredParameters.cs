using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace QualiPref.Platform.Http;

/// <summary>Refuses query parameters that the called endpoint of a service does not declare, or that come twice.</summary>
internal static class UndeclaredParameters
{
    public static void RefuseUndeclaredParameters(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var isOfService = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointGroupNameMetadata>() is not null;
        if (isOfService && context.Request.Query.Count > 0) Judge(context.Request.Query, context.GetEndpoint()!.Metadata.GetOrderedMetadata<QueryParameter>());
        return next(context);
    });

    private static void Judge(IQueryCollection query, IReadOnlyList<QueryParameter> declared)
    {
        var errors = new FieldErrors();
        foreach (var (name, values) in query)
        {
            if (declared.All(one => one.Name != name)) errors.Add(name, "Paramètre inconnu.", "Unknown parameter.");
            else if (values.Count > 1) errors.Add(name, "Ce paramètre ne peut être donné qu'une fois.", "This parameter can be given only once.");
        }
        errors.ThrowIfAny();
    }
}

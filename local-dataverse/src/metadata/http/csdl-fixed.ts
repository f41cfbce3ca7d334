/** Parts of `$metadata` that do not depend on the tables: complex types and the operations this server carries out. */

export const COMPLEX_TYPES = `<ComplexType Name="BooleanManagedProperty">
<Property Name="Value" Type="Edm.Boolean" Nullable="false" />
<Property Name="CanBeChanged" Type="Edm.Boolean" Nullable="false" />
<Property Name="ManagedPropertyLogicalName" Type="Edm.String" Unicode="false" />
</ComplexType>
<ComplexType Name="WhoAmIResponse">
<Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false" />
<Property Name="UserId" Type="Edm.Guid" Nullable="false" />
<Property Name="OrganizationId" Type="Edm.Guid" Nullable="false" />
</ComplexType>`;

export const OPERATIONS = `<Action Name="ImportSolution">
<Parameter Name="OverwriteUnmanagedCustomizations" Type="Edm.Boolean" Nullable="false" />
<Parameter Name="PublishWorkflows" Type="Edm.Boolean" Nullable="false" />
<Parameter Name="CustomizationFile" Type="Edm.Binary" Nullable="false" />
<Parameter Name="ImportJobId" Type="Edm.Guid" Nullable="false" />
<Parameter Name="ConvertToManaged" Type="Edm.Boolean" />
<Parameter Name="SkipProductUpdateDependencies" Type="Edm.Boolean" />
<Parameter Name="HoldingSolution" Type="Edm.Boolean" />
</Action>
<Action Name="PublishXml">
<Parameter Name="ParameterXml" Type="Edm.String" Nullable="false" Unicode="false" />
</Action>
<Action Name="PublishAllXml" />
<Function Name="WhoAmI">
<ReturnType Type="mscrm.WhoAmIResponse" Nullable="false" />
</Function>`;

export const OPERATION_IMPORTS = `<ActionImport Name="ImportSolution" Action="Microsoft.Dynamics.CRM.ImportSolution" />
<ActionImport Name="PublishXml" Action="Microsoft.Dynamics.CRM.PublishXml" />
<ActionImport Name="PublishAllXml" Action="Microsoft.Dynamics.CRM.PublishAllXml" />
<FunctionImport Name="WhoAmI" Function="Microsoft.Dynamics.CRM.WhoAmI" />`;
